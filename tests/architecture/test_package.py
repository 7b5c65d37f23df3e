"""What is installed is whole: every table, template, font and translation that stands beside the code comes along."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.architecture.files import named, project_files
from tests.plugin import ROOT

BUILD = "from setuptools.build_meta import build_wheel; build_wheel('dist')"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in a wheel that was built from the files of the project, without the network."""
    folder = tmp_path_factory.mktemp("build")
    for path in project_files():
        name = named(path)
        if name.startswith("src/") or "/" not in name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / name)
    (folder / "dist").mkdir()
    subprocess.run([sys.executable, "-c", BUILD], check=True, cwd=folder, capture_output=True)
    (built,) = (folder / "dist").glob("*.whl")
    return zipfile.ZipFile(built).namelist()


def test_the_wheel_holds_every_file_of_the_package_and_nothing_of_a_machine(wheel: list[str]) -> None:
    packed = {name for name in wheel if ".dist-info/" not in name}
    assert packed == {named(path).removeprefix("src/") for path in project_files() if named(path).startswith("src/")}


def test_the_wheel_holds_the_licence_and_the_command(wheel: list[str]) -> None:
    names = {Path(name).name for name in wheel if ".dist-info/" in name}
    assert {"LICENSE", "entry_points.txt"} <= names


def test_the_version_of_the_changelog_is_that_of_the_package() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    newest = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1]
    assert newest.startswith(version)
    assert newest.split("\n\n")[1].startswith("**Changes to advice**")
