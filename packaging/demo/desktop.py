"""A desktop of its own - X server, session bus, keyring, window manager, and on demand tray and notifications - with the
real console on it, driven by key presses and found by accessibility names. Used by the tour and by tests/desktop.

Everything lives below one folder; every process is ended by its own id. Waits are for conditions, never for fixed times.
"""
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

PATIENCE = float(os.environ.get('COUNTERSIGN_PATIENCE', '60'))


class Failure(Exception):
    """Something that was waited for did not come; the message says what, in plain words."""


def wait(condition, what, seconds=PATIENCE):
    """The first true answer of `condition`, asked again and again."""
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise Failure('waited %d seconds in vain for %s' % (seconds, what))
        time.sleep(0.05)


class Desktop:
    """Run inside `dbus-run-session`; see enter_session()."""

    def __init__(self, folder, display=None):
        self.folder = os.path.abspath(folder)
        self.children = []
        self.display = display
        self.keyring = None
        for name in ('home', 'run', 'logs'):
            os.makedirs(os.path.join(self.folder, name), mode=0o700, exist_ok=True)
        self.env = {key: value for key, value in os.environ.items()
                    if not key.startswith(('XDG_', 'QT_', 'GNOME_KEYRING', 'WAYLAND'))}
        home = os.path.join(self.folder, 'home')
        self.env.update(HOME=home, XDG_RUNTIME_DIR=os.path.join(self.folder, 'run'), XDG_CONFIG_HOME=home + '/.config',
                        XDG_DATA_HOME=home + '/.local/share', XDG_CACHE_HOME=home + '/.cache', LC_ALL='C.UTF-8', LANGUAGE='en',
                        QT_LINUX_ACCESSIBILITY_ALWAYS_ON='1', QT_QPA_PLATFORM='xcb', NO_AT_BRIDGE='0')
        os.environ['XDG_RUNTIME_DIR'] = self.env['XDG_RUNTIME_DIR']

    def __enter__(self):
        if not self.display:
            self.start_display()
        self.env['DISPLAY'] = self.display
        os.environ['DISPLAY'] = self.display
        self.tell_bus()
        return self

    def __exit__(self, *_):
        for child in reversed(self.children):
            stop(child)

    def log(self, name):
        return open(os.path.join(self.folder, 'logs', name + '.log'), 'ab')

    def spawn(self, name, command, **more):
        with self.log(name) as log:
            child = subprocess.Popen(command, env=dict(self.env, **more.pop('env', {})), stdout=more.pop('stdout', log), stderr=log,
                                     stdin=more.pop('stdin', subprocess.DEVNULL), **more)
        self.children.append(child)
        return child

    def start_display(self):
        reader, writer = os.pipe()
        self.spawn('xvfb', ['Xvfb', '-displayfd', str(writer), '-screen', '0', '1280x860x24', '-nolisten', 'tcp', '-noreset'], pass_fds=[writer])
        os.close(writer)
        said = b''
        while not said.endswith(b'\n'):  # it writes the number and the line's end apart, and gives up on a closed pipe
            more = os.read(reader, 16) if select.select([reader], [], [], PATIENCE)[0] else b''
            if not more:
                raise Failure('Xvfb did not start; see ' + os.path.join(self.folder, 'logs', 'xvfb.log'))
            said += more
        os.close(reader)
        self.display = ':' + said.decode().strip()
        self.env['DISPLAY'] = self.display
        self.spawn('openbox', ['openbox', '--config-file', '/dev/null'])

    def tell_bus(self):
        """Programs the session bus starts by itself (accessibility) belong to this desktop too."""
        names = ['DISPLAY', 'HOME', 'XDG_RUNTIME_DIR', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME']
        self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'UpdateActivationEnvironment',
                  GLib.Variant('(a{ss})', ({name: self.env[name] for name in names},)))

    @staticmethod
    def call(service, path, interface, method, arguments=None):
        # One connection for all calls: the keyring's session ends with it.
        Desktop.bus = getattr(Desktop, 'bus', None) or Gio.bus_get_sync(Gio.BusType.SESSION)
        return Desktop.bus.call_sync(service, path, interface, method, arguments, None,
                             Gio.DBusCallFlags.NO_AUTO_START, 20000, None).unpack()

    # --- keyring ---------------------------------------------------------------------------------------------------------

    def unlock_keyring(self):
        """Starts the keyring, made and unlocked."""
        self.keyring = self.spawn('keyring', ['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'], stdin=subprocess.PIPE)
        self.keyring.stdin.write(b'countersign')
        self.keyring.stdin.close()
        wait(lambda: self.keyring_locked() is False, 'the unlocked keyring')

    def lock_keyring(self):
        """The default collection, in the running service: as after a while, or after a login without its password."""
        path = self.secrets('ReadAlias', GLib.Variant('(s)', ('default',)))[0]
        self.secrets('Lock', GLib.Variant('(ao)', ([path],)))
        wait(lambda: self.keyring_locked() is True, 'the locked keyring')

    def reopen_keyring(self):
        """What the desktop's own window does once a person has typed the password there."""
        path = self.secrets('ReadAlias', GLib.Variant('(s)', ('default',)))[0]
        session = self.secrets('OpenSession', GLib.Variant('(sv)', ('plain', GLib.Variant('s', ''))))[1]
        self.call('org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface',
                  'UnlockWithMasterPassword', GLib.Variant('(o(oayays))', (path, (session, b'', b'countersign', 'text/plain'))))
        wait(lambda: self.keyring_locked() is False, 'the unlocked keyring')

    def secrets(self, method, arguments):
        return self.call('org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service', method, arguments)

    def keyring_locked(self):
        """None while there is no default collection."""
        service, root = 'org.freedesktop.secrets', '/org/freedesktop/secrets'
        try:
            path = self.call(service, root, 'org.freedesktop.Secret.Service', 'ReadAlias', GLib.Variant('(s)', ('default',)))[0]
            if path == '/':
                return None
            return self.call(service, path, 'org.freedesktop.DBus.Properties', 'Get',
                             GLib.Variant('(ss)', ('org.freedesktop.Secret.Collection', 'Locked')))[0]
        except GLib.Error:
            return None

    def keyring_items(self):
        """Labels of everything kept."""
        service, root = 'org.freedesktop.secrets', '/org/freedesktop/secrets'
        path = self.call(service, root, 'org.freedesktop.Secret.Service', 'ReadAlias', GLib.Variant('(s)', ('default',)))[0]
        if path == '/':
            return []
        items = self.call(service, path, 'org.freedesktop.DBus.Properties', 'Get',
                          GLib.Variant('(ss)', ('org.freedesktop.Secret.Collection', 'Items')))[0]
        return [self.call(service, item, 'org.freedesktop.DBus.Properties', 'Get',
                          GLib.Variant('(ss)', ('org.freedesktop.Secret.Item', 'Label')))[0] for item in items]

    # --- screen ----------------------------------------------------------------------------------------------------------

    def tool(self, *arguments):
        return subprocess.run(['xdotool', *arguments], env=self.env, capture_output=True, text=True, timeout=PATIENCE).stdout.strip()

    def press(self, *keys):
        for key in keys:
            self.tool('key', '--clearmodifiers', key)

    def type(self, text):
        for number, line in enumerate(text.split('\n')):
            if number:
                self.press('Return')
            if line:
                self.tool('type', '--clearmodifiers', '--delay', '15', '--', line)

    def screenshot(self, path):
        if not shutil.which('import'):
            return
        subprocess.run(['import', '-silent', '-window', 'root', path], env=self.env, check=True, timeout=PATIENCE)


def stop(child):
    if child is None or child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


# A bus that can start these by itself and nothing else: a keyring the desktop did not start must not appear on its own.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><keep_umask/><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<servicedir>%s</servicedir><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""


def enter_session(script, arguments):
    """Runs the script again with a session bus of its own, unless that has happened."""
    if os.environ.get('COUNTERSIGN_OWN_SESSION') == '1':
        return
    import tempfile
    with tempfile.TemporaryDirectory(prefix='countersign-bus-') as folder:
        for name in ('org.a11y.Bus.service',):
            shutil.copy(os.path.join('/usr/share/dbus-1/services', name), folder)
        config = os.path.join(folder, 'bus.conf')
        with open(config, 'w') as file:
            file.write(BUS % folder)
        environment = dict(os.environ, COUNTERSIGN_OWN_SESSION='1')
        environment.pop('DBUS_SESSION_BUS_ADDRESS', None)
        child = subprocess.Popen(['dbus-run-session', '--config-file', config, '--', '/usr/bin/python3', script, *arguments], env=environment)
        signal.signal(signal.SIGTERM, lambda number, _frame: child.terminate())
        sys.exit(child.wait())


class Window:
    """The console's process and its window, as a screen reader finds them."""

    def __init__(self, desktop, program, arguments, env=None):
        import pyatspi  # connects to the accessibility bus of the desktop, so not before there is one
        self.atspi = pyatspi
        self.desktop = desktop
        self.process = desktop.spawn('console', [program, *arguments], env=env or {})
        self.root = wait(self.application, 'the console on the accessibility bus')
        wait(lambda: self.root.childCount > 0, "the console's window")

    def application(self):
        if self.process.poll() is not None:
            raise Failure('the console ended with %s; see logs/console.log' % self.process.returncode)
        try:
            for each in self.atspi.Registry.getDesktop(0):
                if each and each.get_process_id() == self.process.pid:
                    return each
        except Exception:  # the tree changes while it is read
            return None
        return None

    def close(self):
        stop(self.process)

    # --- finding ---------------------------------------------------------------------------------------------------------

    def walk(self, node=None, depth=0):
        """Everything that shows, parents before children. Nodes may vanish while they are read."""
        node = node or self.root
        if depth > 40:
            return
        yield node
        try:
            count = node.childCount
        except Exception:
            return
        for index in range(min(count, 500)):
            try:
                child = node.getChildAtIndex(index)
                if child and (depth < 1 or self.shows(child)):
                    yield from self.walk(child, depth + 1)
            except Exception:
                continue

    def shows(self, node):
        try:
            return node.getState().contains(self.atspi.STATE_SHOWING)
        except Exception:
            return False

    def look(self, role, name):
        """The first that shows with this role (None: any) and a name that matches the pattern as a whole."""
        for node in self.walk():
            try:
                if (role is None or node.getRoleName() == role) and re.fullmatch(name, node.name or '', re.S):
                    return node
            except Exception:
                continue
        return None

    def find(self, role, name, seconds=PATIENCE):
        return wait(lambda: self.alive() and self.look(role, name), '%s "%s"' % (role or 'anything', name), seconds)

    def gone(self, role, name, seconds=PATIENCE):
        wait(lambda: self.alive() and not self.look(role, name), '%s "%s" to go' % (role or 'anything', name), seconds)

    def alive(self):
        if self.process.poll() is not None:
            raise Failure('the console ended with %s; see logs/console.log' % self.process.returncode)
        return True

    def text(self):
        """All names that show, as a screen reader would come across them."""
        names = []
        for node in self.walk():
            try:
                if node.name:
                    names.append(node.name)
            except Exception:
                continue
        return names

    def enabled(self, role, name):
        node = self.look(role, name)
        try:
            return bool(node) and node.getState().contains(self.atspi.STATE_ENABLED) and node.getState().contains(self.atspi.STATE_SENSITIVE)
        except Exception:
            return False

    # --- acting, by keys alone -------------------------------------------------------------------------------------------

    def focused(self):
        last = None
        for node in self.walk():
            try:
                if not node.getState().contains(self.atspi.STATE_FOCUSED):
                    continue
                # Qt calls a list's current row focused wherever the focus is; the list itself tells the truth. What scrolls
                # inside a pane is focused together with the pane, which has the name.
                if node.getRoleName() == 'filler' and not node.name and node.parent.getState().contains(self.atspi.STATE_FOCUSED):
                    continue
                if node.getRoleName() in ('list item', 'table cell', 'tree item') and not node.parent.getState().contains(self.atspi.STATE_FOCUSED):
                    continue
                last = node
            except Exception:
                continue
        return last

    def raise_(self):
        """Gives the window the keyboard, as a click on it in the task list would."""
        def active():
            ids = self.desktop.tool('search', '--onlyvisible', '--pid', str(self.process.pid)).split()
            if not ids:
                return False
            self.desktop.tool('windowactivate', '--sync', ids[-1])
            return self.desktop.tool('getactivewindow') in ids
        wait(active, 'the window to take the keyboard')

    def tab_to(self, role, name, limit=60):
        """Moves the focus by Tab until it stands on this."""
        for _ in range(limit):
            node = self.focused()
            try:
                if node and (role is None or node.getRoleName() == role) and re.fullmatch(name, node.name or '', re.S):
                    return node
            except Exception:
                pass
            before = describe(node)
            self.desktop.press('Tab')
            try:
                wait(lambda: describe(self.focused()) != before, 'the focus to move', 3)
            except Failure:
                pass
        raise Failure('Tab never came to %s "%s"; last on %s' % (role or 'anything', name, describe(self.focused())))

    def press_button(self, name):
        self.find('push button', name)
        self.tab_to('push button', name)
        self.desktop.press('space')


def describe(node):
    try:
        # Without figures: a row's name counts down.
        return '%s "%s" in "%s"' % (node.getRoleName(), re.sub(r'[0-9]+', '#', node.name), node.parent.name) if node else 'nothing'
    except Exception:
        return 'something that went'


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def terminate_on_signals():
    """So that the desktop is taken down also when the whole is interrupted."""
    def stop_here(number, _frame):
        raise SystemExit(128 + number)
    signal.signal(signal.SIGTERM, stop_here)
