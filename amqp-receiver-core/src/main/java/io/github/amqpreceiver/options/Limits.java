package io.github.amqpreceiver.options;

/**
 * What a peer may make us hold or do; safe by default.
 *
 * @param maxFrameSize the largest frame that we accept, in bytes, 512 to 16,777,216;
 * 65,536 by default
 * @param inFlightBytes how many bytes of messages a connection holds at most, 65,536 to
 * 2⁴⁰; 64 MiB by default
 * @param transfersPerDelivery how many frames one message may come in, 1 to 2³¹-1; 65,535
 * by default
 * @param applicationProperties how many application properties a message may have, 0 to
 * 1,000,000; 1,000 by default
 * @param nesting how deep values may be nested, 4 to 32; 32 by default
 * @param zeroWidthElements how many array elements that take no bytes a frame or message
 * may have, 0 to 65,536; 1,024 by default
 * @param channelMax the highest channel number, so one less than the sessions of a
 * connection, 0 to 65,535; 1,023 by default
 * @param handleMax the highest handle, so one less than the links of a session, 0 to
 * 65,535; 4,095 by default
 * @since 0.1
 */
public record Limits(int maxFrameSize, long inFlightBytes, int transfersPerDelivery, int applicationProperties,
		int nesting, int zeroWidthElements, int channelMax, int handleMax) {

	/**
	 * Checks every value.
	 * @throws io.github.amqpreceiver.error.ConfigurationException when one is out of its
	 * range
	 */
	public Limits {
		Check.range("maxFrameSize", maxFrameSize, 512, 16 * 1024 * 1024);
		Check.range("inFlightBytes", inFlightBytes, 64 * 1024, 1L << 40);
		Check.range("transfersPerDelivery", transfersPerDelivery, 1, Integer.MAX_VALUE);
		Check.range("applicationProperties", applicationProperties, 0, 1_000_000);
		Check.range("nesting", nesting, 4, 32);
		Check.range("zeroWidthElements", zeroWidthElements, 0, 65_536);
		Check.range("channelMax", channelMax, 0, 65_535);
		Check.range("handleMax", handleMax, 0, 65_535);
	}

	/** All defaults. */
	public static final Limits DEFAULT = builder().build();

	/**
	 * Starts with the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * A builder that holds these values.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.maxFrameSize = this.maxFrameSize;
		builder.inFlightBytes = this.inFlightBytes;
		builder.transfersPerDelivery = this.transfersPerDelivery;
		builder.applicationProperties = this.applicationProperties;
		builder.nesting = this.nesting;
		builder.zeroWidthElements = this.zeroWidthElements;
		builder.channelMax = this.channelMax;
		builder.handleMax = this.handleMax;
		return builder;
	}

	/** Builds {@link Limits}; holds the defaults; not thread-safe. */
	public static final class Builder {

		private int maxFrameSize = 64 * 1024;

		private long inFlightBytes = 64L * 1024 * 1024;

		private int transfersPerDelivery = 65_535;

		private int applicationProperties = 1_000;

		private int nesting = 32;

		private int zeroWidthElements = 1_024;

		private int channelMax = 1_023;

		private int handleMax = 4_095;

		private Builder() {
		}

		/**
		 * Sets the largest frame that we accept, in bytes, 512 to 16,777,216.
		 * @param maxFrameSize the largest frame that we accept, in bytes, 512 to
		 * 16,777,216; 65,536 by default
		 * @return this
		 */
		public Builder maxFrameSize(int maxFrameSize) {
			this.maxFrameSize = maxFrameSize;
			return this;
		}

		/**
		 * Sets how many bytes of messages a connection holds at most, 65,536 to 2⁴⁰.
		 * @param inFlightBytes how many bytes of messages a connection holds at most,
		 * 65,536 to 2⁴⁰; 64 MiB by default
		 * @return this
		 */
		public Builder inFlightBytes(long inFlightBytes) {
			this.inFlightBytes = inFlightBytes;
			return this;
		}

		/**
		 * Sets how many frames one message may come in, 1 to 2³¹-1.
		 * @param transfersPerDelivery how many frames one message may come in, 1 to
		 * 2³¹-1; 65,535 by default
		 * @return this
		 */
		public Builder transfersPerDelivery(int transfersPerDelivery) {
			this.transfersPerDelivery = transfersPerDelivery;
			return this;
		}

		/**
		 * Sets how many application properties a message may have, 0 to 1,000,000.
		 * @param applicationProperties how many application properties a message may
		 * have, 0 to 1,000,000; 1,000 by default
		 * @return this
		 */
		public Builder applicationProperties(int applicationProperties) {
			this.applicationProperties = applicationProperties;
			return this;
		}

		/**
		 * Sets how deep values may be nested, 4 to 32.
		 * @param nesting how deep values may be nested, 4 to 32; 32 by default
		 * @return this
		 */
		public Builder nesting(int nesting) {
			this.nesting = nesting;
			return this;
		}

		/**
		 * Sets how many array elements that take no bytes a frame or message may have, 0
		 * to 65,536.
		 * @param zeroWidthElements how many array elements that take no bytes a frame or
		 * message may have, 0 to 65,536; 1,024 by default
		 * @return this
		 */
		public Builder zeroWidthElements(int zeroWidthElements) {
			this.zeroWidthElements = zeroWidthElements;
			return this;
		}

		/**
		 * Sets the highest channel number, so one less than the sessions of a connection,
		 * 0 to 65,535.
		 * @param channelMax the highest channel number, so one less than the sessions of
		 * a connection, 0 to 65,535; 1,023 by default
		 * @return this
		 */
		public Builder channelMax(int channelMax) {
			this.channelMax = channelMax;
			return this;
		}

		/**
		 * Sets the highest handle, so one less than the links of a session, 0 to 65,535.
		 * @param handleMax the highest handle, so one less than the links of a session, 0
		 * to 65,535; 4,095 by default
		 * @return this
		 */
		public Builder handleMax(int handleMax) {
			this.handleMax = handleMax;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 * @throws io.github.amqpreceiver.error.ConfigurationException when a value is out
		 * of its range
		 */
		public Limits build() {
			return new Limits(this.maxFrameSize, this.inFlightBytes, this.transfersPerDelivery,
					this.applicationProperties, this.nesting, this.zeroWidthElements, this.channelMax, this.handleMax);
		}

	}

}
