package io.github.amqpreceiver.internal.connection;

/** The phases of a handshake, with what is waited for. */
enum HandshakePhase {

	DIALING("the TCP and TLS handshake"), SASL_HEADER("the exchange of protocol headers"), SASL("the SASL exchange"),
	AMQP_HEADER("the exchange of protocol headers"), OPEN("the open");

	final String what;

	HandshakePhase(String what) {
		this.what = what;
	}

}
