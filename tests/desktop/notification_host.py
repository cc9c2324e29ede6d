#!/usr/bin/python3
"""The notification service of a desktop: takes every notification and writes all that came with it to standard output, as
JSON, one a line."""
import json
import sys

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

NAME = 'org.freedesktop.Notifications'
SERVICE = Gio.DBusNodeInfo.new_for_xml("""<node><interface name="org.freedesktop.Notifications">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>""").interfaces[0]


def on_call(_bus, _sender, _path, _interface, method, arguments, invocation):
    if method == 'GetCapabilities':
        invocation.return_value(GLib.Variant('(as)', (['body', 'actions'],)))
    elif method == 'Notify':
        print(json.dumps(arguments.unpack()), flush=True)
        invocation.return_value(GLib.Variant('(u)', (7,)))
    else:
        invocation.return_value(None)


def on_bus(bus, _name):
    bus.register_object('/org/freedesktop/Notifications', SERVICE, on_call, None, None)


Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, on_bus, None, lambda *_: sys.exit(1))
GLib.MainLoop().run()
