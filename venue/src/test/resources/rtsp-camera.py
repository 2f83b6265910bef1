#!/usr/bin/python3
"""A camera for tests: the pictures of a folder as H.264 over RTSP, on loopback, again and again.

usage: rtsp-camera.py PORT FOLDER [NAME PASSWORD]

FOLDER holds 000.jpg, 001.jpg and so on, of whatever sizes; they are sent at /live, ten a second. PORT 0 takes a free
one; the port is printed as the first line.
"""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer

Gst.init(None)
port, folder = sys.argv[1], sys.argv[2]

server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(port)
live = GstRtspServer.RTSPMediaFactory()
live.set_launch(
    f'( multifilesrc location="{folder}/%03d.jpg" loop=true caps=image/jpeg,framerate=10/1'
    " ! jpegdec ! videoconvert ! identity sync=true ! openh264enc gop-size=5 complexity=low"
    " ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 config-interval=-1 )"
)
live.set_shared(True)
if len(sys.argv) > 4:
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "door")
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(sys.argv[3], sys.argv[4]), token)
    server.set_auth(auth)
    live.add_role_from_structure(
        Gst.Structure.from_string("door,media.factory.access=true,media.factory.construct=true")[0]
    )
server.get_mount_points().add_factory("/live", live)
server.attach(None)
print(server.get_bound_port(), flush=True)
GLib.MainLoop().run()
