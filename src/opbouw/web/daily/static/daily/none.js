// A comfort, nothing more: "none of this" clears the other ticks, and another tick clears it. The server decides.
for (const group of document.querySelectorAll("fieldset.signs")) {
  const none = group.querySelector('input[value="none"]');
  if (!none) continue;
  group.addEventListener("change", ({ target }) => {
    if (!target.checked) return;
    for (const box of group.querySelectorAll("input")) {
      if (target === none ? box !== none : box === none) box.checked = false;
    }
  });
}
