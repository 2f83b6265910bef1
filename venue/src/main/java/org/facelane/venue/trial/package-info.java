/// What stands around a server, for whoever tries one out on one machine: a browser without a window ([Visitor], with
/// [Office] for what organisers do), a lane's page, people who do not exist and a network camera that sees them, a
/// network that can be cut, an MQTT broker, a pretix as its documentation describes it
/// ([PretixServer]), and programs that can be killed. The tests and `bench` play with it;
/// nothing that a venue runs does.
@NullMarked
package org.facelane.venue.trial;

import org.jspecify.annotations.NullMarked;
