package io.github.amqpreceiver.internal.message;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.MessageDecodeException;
import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.DecodeException;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A received message that is decoded when it is touched. Owned by no thread: what is
 * decoded is immutable, so that two threads which decode the same section at the same
 * time do no harm but work. The array must not be changed any more.
 * <p>
 * One of these is made for each message, so it has as few fields as it can; sections that
 * hardly anybody asks for are decoded each time.
 */
public final class LazyMessage implements ReceivedMessage {

	/** A binary of less than 256 bytes. */
	private static final byte VBIN8 = (byte) 0xa0;

	/** From where a section begins to where its value does, in the usual form. */
	static final int VALUE = 3;

	/** What stands before the message, and the message, but for {@link #data}. */
	private final byte[] bytes;

	/** The bytes of its only data section, if they have an array of their own. */
	private final byte @Nullable [] data;

	private final byte offset;

	private final byte prefixLength;

	/** Whether the message was found to be of the usual form, without flaws. */
	private final boolean usual;

	/**
	 * Where the value of the body begins that {@link SectionScan} found, or
	 * {@link SectionScan#NONE}.
	 */
	private int body;

	private DecodingState state;

	/**
	 * Creates a message; nothing is looked at.
	 * @param bytes holds the encoded message up to its end, not copied
	 * @param offset where it begins, at most 127
	 * @param messageFormat the message-format of its transfer
	 * @param decoding how it is decoded
	 */
	public LazyMessage(byte[] bytes, int offset, long messageFormat, Decoding decoding) {
		this(bytes, null, offset, offset, decoding.ofFormat((int) messageFormat), SectionScan.NONE, false);
	}

	LazyMessage(byte[] bytes, byte @Nullable [] data, int prefixLength, int offset, Decoding decoding, int body,
			boolean usual) {
		this.bytes = bytes;
		this.data = data;
		this.prefixLength = (byte) prefixLength;
		this.offset = (byte) offset;
		this.body = body;
		this.usual = usual;
		this.state = decoding;
	}

	/**
	 * What stands before the message in its array.
	 * @return a copy
	 */
	public byte[] prefix() {
		return Arrays.copyOf(this.bytes, this.prefixLength);
	}

	/**
	 * What is held in arrays.
	 * @return bytes, those before the message counted
	 */
	public int heldBytes() {
		return this.bytes.length + ((this.data != null) ? this.data.length : 0);
	}

	/**
	 * Looks over the whole message, by constructors and sizes alone: a message of the
	 * usual form costs no objects, and its body need not be looked for again. Texts and
	 * keys that come twice are found when somebody reads them.
	 * @return why it cannot be decoded, or null if it can
	 */
	public @Nullable ErrorCondition flaw() {
		if (this.usual) {
			return null;
		}
		int end = (this.data != null) ? this.bytes.length - SectionScan.WIDE_DATA_HEADER : this.bytes.length;
		int at = UsualSections.beforeBody(this.bytes, this.offset, end, decoding().limits().applicationProperties());
		if (this.data != null && at == end) {
			return null;
		}
		if (this.data == null && UsualSections.isOnlyBody(this.bytes, at, end)) {
			this.body = at + VALUE;
			return null;
		}
		AmqpReader reader = MessageReader.at(decoding().limits(), this.bytes, this.offset, end);
		String flaw = SectionCheck.flaw(reader, this.bytes, decoding().limits().applicationProperties());
		reader.release();
		return (flaw != null) ? new ErrorCondition(Conditions.DECODE_ERROR,
				"A message of %d bytes is bad inside. %s".formatted(size(), flaw)) : null;
	}

	/**
	 * Whether the message was delivered before and given back. Of a message without
	 * flaws; one whose header has no delivery-count is not decoded for it.
	 * @return whether its header counts earlier deliveries
	 */
	public boolean deliveredBefore() {
		return UsualSections.mayCountDeliveries(this.bytes, this.offset) && header().deliveryCount() > 0;
	}

	@Override
	public MessageHeader header() {
		DecodedSections kept = kept();
		MessageHeader decoded = kept.header;
		if (decoded == null) {
			decoded = Objects.requireNonNullElse(section(Descriptors.HEADER, SectionDecoder::header),
					MessageHeader.ABSENT);
			kept.header = decoded;
		}
		return decoded;
	}

	@Override
	public Map<Symbol, Object> deliveryAnnotations() {
		return Objects.requireNonNullElse(section(Descriptors.DELIVERY_ANNOTATIONS, SectionDecoder::annotations),
				Map.of());
	}

	@Override
	public Map<Symbol, Object> messageAnnotations() {
		DecodedSections kept = kept();
		Map<Symbol, Object> decoded = kept.messageAnnotations;
		if (decoded == null) {
			decoded = Objects.requireNonNullElse(section(Descriptors.MESSAGE_ANNOTATIONS, SectionDecoder::annotations),
					Map.of());
			kept.messageAnnotations = decoded;
		}
		return decoded;
	}

	@Override
	public MessageProperties properties() {
		DecodedSections kept = kept();
		MessageProperties decoded = kept.properties;
		if (decoded == null) {
			decoded = Objects.requireNonNullElse(section(Descriptors.PROPERTIES, SectionDecoder::properties),
					MessageProperties.ABSENT);
			kept.properties = decoded;
		}
		return decoded;
	}

	@Override
	public Map<String, @Nullable Object> applicationProperties() {
		DecodedSections kept = kept();
		Map<String, @Nullable Object> decoded = kept.applicationProperties;
		if (decoded == null) {
			decoded = Objects.requireNonNullElse(section(Descriptors.APPLICATION_PROPERTIES, (reader) -> SectionDecoder
				.applicationProperties(reader, decoding().limits().applicationProperties())), Map.of());
			kept.applicationProperties = decoded;
		}
		return decoded;
	}

	@Override
	public @Nullable Object applicationProperty(String name) {
		if (this.state instanceof DecodedSections kept && kept.applicationProperties != null) {
			return kept.applicationProperties.get(name);
		}
		int at = value(Descriptors.APPLICATION_PROPERTIES);
		if (at == SectionScan.NONE) {
			return null;
		}
		int max = decoding().limits().applicationProperties();
		int found = PropertySearch.find(this.bytes, at, this.bytes.length, name, max);
		if (found == PropertySearch.ABSENT) {
			return null;
		}
		AmqpReader reader = reader((found != PropertySearch.UNSURE) ? found : at);
		try {
			return (found != PropertySearch.UNSURE) ? reader.readObject()
					: PropertyScan.find(reader, this.bytes, name, max);
		}
		catch (DecodeException ex) {
			throw broken(Descriptors.APPLICATION_PROPERTIES, ex);
		}
		finally {
			reader.release();
		}
	}

	@Override
	public MessageBody body() {
		DecodedSections kept = kept();
		MessageBody decoded = kept.body;
		if (decoded == null) {
			decoded = decodeBody();
			kept.body = decoded;
		}
		return decoded;
	}

	private MessageBody decodeBody() {
		int only = onlyData();
		if (only != SectionScan.NONE) {
			return new MessageBody.Data(List.of(dataOf(only)));
		}
		SectionIndex sections = index();
		long kind = (sections != null) ? sections.bodyKind() : this.bytes[this.body - 1];
		int count = (sections != null) ? sections.bodySections() : 1;
		return Objects.requireNonNullElse(
				(kind != 0) ? section(kind, (reader) -> SectionDecoder.body(reader, kind, count)) : null,
				MessageBody.Empty.INSTANCE);
	}

	/** Where the only body section is, if it is of data. */
	private int onlyData() {
		SectionIndex sections = index();
		if (sections == null) {
			return (this.bytes[this.body - 1] == Descriptors.DATA) ? this.body : SectionScan.NONE;
		}
		return (sections.bodySections() == 1) ? sections.value(Descriptors.DATA) : SectionScan.NONE;
	}

	private byte[] dataOf(int at) {
		if (this.data != null) {
			return this.data;
		}
		int from = dataIndex(at);
		return Arrays.copyOfRange(this.bytes, from, from + dataLength(at));
	}

	/**
	 * Where the bytes of a data section are, whose size was checked when it was found.
	 */
	private int dataIndex(int at) {
		return at + ((this.bytes[at] == VBIN8) ? 2 : 5);
	}

	private int dataLength(int at) {
		return (this.bytes[at] == VBIN8) ? this.bytes[at + 1] & 0xff : SectionScan.size(this.bytes, at + 1);
	}

	@Override
	public Map<Symbol, Object> footer() {
		return Objects.requireNonNullElse(section(Descriptors.FOOTER, SectionDecoder::annotations), Map.of());
	}

	@Override
	public byte[] bodyBytes() {
		if (this.data != null) {
			return this.data;
		}
		int only = onlyData();
		boolean small = only != SectionScan.NONE && this.bytes[only] == VBIN8;
		// A small body is copied again rather than kept
		return small ? dataOf(only) : BodyForms.bytes(body(), this::bodyCharset);
	}

	@Override
	public ByteBuffer bodyBuffer() {
		int at = this.body;
		byte[] own = this.data;
		boolean inside = own == null && at != SectionScan.NONE && this.bytes[at - 1] == Descriptors.DATA;
		byte[] array = inside ? this.bytes : (own != null) ? own : bodyBytes();
		int from = inside ? dataIndex(at) : 0;
		// One view in one place: of two the compiler could do without neither
		return ByteBuffer.wrap(array, from, inside ? dataLength(at) : array.length).asReadOnlyBuffer();
	}

	@Override
	public InputStream bodyStream() {
		int only = (this.data != null) ? SectionScan.NONE : onlyData();
		return (only != SectionScan.NONE) ? new ByteArrayInputStream(this.bytes, dataIndex(only), dataLength(only))
				: ReceivedMessage.super.bodyStream();
	}

	@Override
	public String bodyText() {
		int only = (this.data != null) ? SectionScan.NONE : onlyData();
		if (only == SectionScan.NONE) {
			return BodyForms.text(body(), this::bodyCharset);
		}
		return new String(this.bytes, dataIndex(only), dataLength(only), bodyCharset());
	}

	private Charset bodyCharset() {
		return BodyForms.charset(properties().contentType(), decoding().charset());
	}

	@Override
	public int size() {
		return heldBytes() - this.offset;
	}

	@Override
	public long messageFormat() {
		return Integer.toUnsignedLong(decoding().messageFormat());
	}

	@Override
	public byte[] encoded() {
		byte[] encoded = new byte[size()];
		int inFront = this.bytes.length - this.offset;
		System.arraycopy(this.bytes, this.offset, encoded, 0, inFront);
		if (this.data != null) {
			System.arraycopy(this.data, 0, encoded, inFront, this.data.length);
		}
		return encoded;
	}

	private <T> @Nullable T section(long section, Decoder<T> decoder) {
		int at = value(section);
		if (at == SectionScan.NONE) {
			return null;
		}
		AmqpReader reader = reader(at);
		try {
			return decoder.decode(reader);
		}
		catch (DecodeException ex) {
			throw broken(section, ex);
		}
		finally {
			reader.release();
		}
	}

	/** Where a section's value begins, of several the first one's. */
	private int value(long section) {
		SectionIndex sections = index();
		if (sections != null) {
			return sections.value(section);
		}
		if (section < Descriptors.DATA) {
			return SectionScan.before(this.bytes, this.offset, this.body, section);
		}
		return (this.bytes[this.body - 1] == section) ? this.body : SectionScan.NONE;
	}

	/** Where the sections are, null if it is enough to know where the body is. */
	private @Nullable SectionIndex index() {
		if (this.body != SectionScan.NONE) {
			return null;
		}
		SectionIndex found = (this.state instanceof DecodedSections kept) ? kept.index : null;
		if (found != null) {
			return found;
		}
		this.body = SectionScan.body(this.bytes, this.offset, this.bytes.length);
		if (this.body != SectionScan.NONE) {
			return null;
		}
		found = readIndex();
		kept().index = found;
		return found;
	}

	private DecodedSections kept() {
		DecodingState known = this.state;
		if (known instanceof DecodedSections kept) {
			return kept;
		}
		DecodedSections kept = new DecodedSections(known.decoding());
		this.state = kept;
		return kept;
	}

	private Decoding decoding() {
		return this.state.decoding();
	}

	private SectionIndex readIndex() {
		AmqpReader reader = reader(this.offset);
		try {
			return new SectionIndex(reader);
		}
		catch (DecodeException ex) {
			throw broken("A message of %d bytes has no sections that can be told apart: %s".formatted(size(),
					ex.getMessage()), ex);
		}
		finally {
			reader.release();
		}
	}

	private AmqpReader reader(int from) {
		return MessageReader.at(decoding().limits(), this.bytes, from, this.bytes.length);
	}

	private MessageDecodeException broken(long section, DecodeException cause) {
		return broken("The %s section of a message of %d bytes cannot be decoded: %s"
			.formatted(SectionIndex.name(section), size(), cause.getMessage()), cause);
	}

	private static MessageDecodeException broken(String message, DecodeException cause) {
		return new MessageDecodeException(message, new ErrorCondition(Conditions.DECODE_ERROR, message), cause);
	}

	/**
	 * Says how large the message is, and nothing that is in it.
	 * @return text that is safe to log
	 */
	@Override
	public String toString() {
		return "Message of %d bytes".formatted(size());
	}

	/** Decodes a section with a reader that stands before its value. */
	private interface Decoder<T> {

		@Nullable T decode(AmqpReader reader);

	}

}
