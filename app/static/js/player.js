/* A press on a marked time moves the player there. Without this the link shows the page with the player at that place. */

const player = document.querySelector("#player");

for (const link of document.querySelectorAll("[data-starts]")) {
  link.addEventListener("click", (press) => {
    if (!player || press.ctrlKey || press.metaKey || press.shiftKey) return;
    press.preventDefault();
    player.currentTime = Number(link.dataset.starts);
    player.scrollIntoView({ block: "nearest" });
    player.focus();
    player.play().catch(() => {});
  });
}
