package io.github.amqpreceiver.reliability;

/** What is done to the broker or the network; whether the connection does not live on. */
enum Fault {

	/** SIGKILL of the broker under load, then a start on the same journal and port. */
	KILL(true),
	/** RST to both sides. */
	RESET(true),
	/** FIN to both sides. */
	FIN(true),
	/** RST after some hundred bytes, which is within a frame. */
	MID_FRAME(true),
	/** Both ways silent, no FIN and no RST: found by the idle timeout. */
	HALF_OPEN(true),
	/** What the broker sends does not arrive. */
	DEAF(true),
	/** RST, and for a while connection refused. */
	REFUSED(true),
	/** RST, and for a while accepted without a byte. */
	SILENT(true),
	/** RST, and the next protocol header of the broker has a wrong byte. */
	CORRUPT_HEADER(true),
	/** Silent for less than the idle timeout. */
	SHORT_STALL(false),
	/** 50 ms each way. */
	LATENCY(false),
	/** Pieces of 1 to 7 bytes. */
	SLICED(false),
	/** 200 kB/s. */
	THROTTLED(false);

	final boolean cuts;

	Fault(boolean cuts) {
		this.cuts = cuts;
	}

}
