// On narrow screens the lists come in from the side, one at a time.

const element = (id) => document.getElementById(id);

export function bindDrawers() {
  const hall = document.querySelector('.hall');
  const drawers = [
    { name: 'rooms', button: element('rooms-toggle'), panel: element('sidebar') },
    { name: 'members', button: element('members-toggle'), panel: element('members') },
  ];
  let opened = null;

  function open(drawer) {
    opened = drawer;
    hall.dataset.drawer = drawer ? drawer.name : '';
    for (const { button } of drawers) button.setAttribute('aria-expanded', 'false');
    if (!drawer) return;
    drawer.button.setAttribute('aria-expanded', 'true');
    const first = drawer.panel.querySelector('button, input');
    if (first) first.focus();
  }

  for (const drawer of drawers) {
    drawer.button.addEventListener('click', () => open(opened === drawer ? null : drawer));
    drawer.panel.querySelector('.drawer__close').addEventListener('click', () => close(true));
  }

  function close(andFocus) {
    const before = opened;
    open(null);
    if (before && andFocus) before.button.focus();
  }

  element('scrim').addEventListener('click', () => close(true));
  addEventListener('keydown', (event) => event.key === 'Escape' && opened && close(true));
  return { close: () => close(false) };
}
