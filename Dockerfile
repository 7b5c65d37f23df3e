FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

# Dependencies change less often than code, so they make a layer of their own.
COPY requirements/build.txt requirements/runtime.txt requirements/
RUN pip install --require-hashes -r requirements/build.txt -r requirements/runtime.txt

COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN pip install --no-deps --no-build-isolation . \
    && useradd --system --uid 10001 --no-create-home opbouw \
    && install --directory --owner=opbouw --mode=0700 /data

USER opbouw
ENV OPBOUW_DATA_DIR=/data
VOLUME /data
EXPOSE 8000
CMD ["opbouw", "serve", "--host", "0.0.0.0", "--port", "8000"]
