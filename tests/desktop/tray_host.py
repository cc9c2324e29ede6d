#!/usr/bin/python3
"""The tray of a desktop that speaks StatusNotifierItem, as far as an icon needs it: takes every icon that comes and writes
its name on the bus to standard output, one a line."""
import sys

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

NAME = 'org.kde.StatusNotifierWatcher'
WATCHER = Gio.DBusNodeInfo.new_for_xml("""<node><interface name="org.kde.StatusNotifierWatcher">
<method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
<method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
<property name="RegisteredStatusNotifierItems" type="as" access="read"/>
<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
<property name="ProtocolVersion" type="i" access="read"/>
<signal name="StatusNotifierItemRegistered"><arg type="s"/></signal>
<signal name="StatusNotifierHostRegistered"/>
</interface></node>""").interfaces[0]

items = []


def on_call(_bus, sender, _path, _interface, method, arguments, invocation):
    if method == 'RegisterStatusNotifierItem':
        name = arguments.unpack()[0]
        items.append(sender if name.startswith('/') else name)
        print(items[-1], flush=True)
    invocation.return_value(None)


def on_get(_bus, _sender, _path, _interface, name):
    return {'RegisteredStatusNotifierItems': GLib.Variant('as', items), 'IsStatusNotifierHostRegistered': GLib.Variant('b', True),
            'ProtocolVersion': GLib.Variant('i', 0)}[name]


def on_bus(bus, _name):
    bus.register_object('/StatusNotifierWatcher', WATCHER, on_call, on_get, None)


Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, on_bus, None, lambda *_: sys.exit(1))
GLib.MainLoop().run()
