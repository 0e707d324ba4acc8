package io.github.amqpreceiver.internal.message;

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
import io.github.amqpreceiver.options.Limits;
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

	private final byte[] bytes;

	private final int offset;

	private final int length;

	private final int messageFormat;

	private final Charset charset;

	private final Limits limits;

	private @Nullable SectionIndex index;

	private @Nullable MessageHeader header;

	private @Nullable MessageProperties properties;

	private @Nullable Map<Symbol, Object> messageAnnotations;

	private @Nullable Map<String, @Nullable Object> applicationProperties;

	private @Nullable MessageBody body;

	/**
	 * Creates a message; nothing is looked at.
	 * @param bytes holds the encoded message, not copied
	 * @param offset where it begins
	 * @param length how many bytes it has
	 * @param messageFormat the message-format of its transfer
	 * @param charset the charset of data bodies whose content-type names none
	 * @param limits what decoding may cost
	 */
	public LazyMessage(byte[] bytes, int offset, int length, long messageFormat, Charset charset, Limits limits) {
		this.bytes = bytes;
		this.offset = offset;
		this.length = length;
		this.messageFormat = (int) messageFormat;
		this.charset = charset;
		this.limits = limits;
	}

	@Override
	public MessageHeader header() {
		MessageHeader decoded = this.header;
		if (decoded == null) {
			decoded = Objects.requireNonNullElse(section(Descriptors.HEADER, SectionDecoder::header),
					MessageHeader.ABSENT);
			this.header = decoded;
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
		Map<Symbol, Object> decoded = this.messageAnnotations;
		if (decoded == null) {
			decoded = Objects.requireNonNullElse(section(Descriptors.MESSAGE_ANNOTATIONS, SectionDecoder::annotations),
					Map.of());
			this.messageAnnotations = decoded;
		}
		return decoded;
	}

	@Override
	public MessageProperties properties() {
		MessageProperties decoded = this.properties;
		if (decoded == null) {
			decoded = Objects.requireNonNullElse(section(Descriptors.PROPERTIES, SectionDecoder::properties),
					MessageProperties.ABSENT);
			this.properties = decoded;
		}
		return decoded;
	}

	@Override
	public Map<String, @Nullable Object> applicationProperties() {
		Map<String, @Nullable Object> decoded = this.applicationProperties;
		if (decoded == null) {
			decoded = Objects.requireNonNullElse(section(Descriptors.APPLICATION_PROPERTIES,
					(reader) -> SectionDecoder.applicationProperties(reader, this.limits.applicationProperties())),
					Map.of());
			this.applicationProperties = decoded;
		}
		return decoded;
	}

	@Override
	public @Nullable Object applicationProperty(String name) {
		Map<String, @Nullable Object> decoded = this.applicationProperties;
		if (decoded != null) {
			return decoded.get(name);
		}
		int at = index().value(Descriptors.APPLICATION_PROPERTIES);
		if (at == 0) {
			return null;
		}
		AmqpReader reader = reader(at);
		try {
			return PropertyScan.find(reader, this.bytes, name, this.limits.applicationProperties());
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
		MessageBody decoded = this.body;
		if (decoded == null) {
			decoded = decodeBody();
			this.body = decoded;
		}
		return decoded;
	}

	private MessageBody decodeBody() {
		SectionIndex sections = index();
		long kind = sections.bodyKind();
		if (kind == 0) {
			return MessageBody.Empty.INSTANCE;
		}
		if (kind == Descriptors.DATA && sections.bodySections() == 1) {
			return new MessageBody.Data(List.of(onlyData(sections.value(kind))));
		}
		return Objects.requireNonNullElse(
				section(kind, (reader) -> SectionDecoder.body(reader, kind, sections.bodySections())),
				MessageBody.Empty.INSTANCE);
	}

	private byte[] onlyData(int at) {
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
		return BodyForms.bytes(body(), this::bodyCharset);
	}

	@Override
	public ByteBuffer bodyBuffer() {
		int data = (index().bodySections() == 1) ? index().value(Descriptors.DATA) : 0;
		if (data == 0 || this.body != null) {
			return ByteBuffer.wrap(bodyBytes()).asReadOnlyBuffer();
		}
		return ByteBuffer.wrap(this.bytes, dataIndex(data), dataLength(data)).asReadOnlyBuffer();
	}

	@Override
	public String bodyText() {
		return BodyForms.text(body(), this::bodyCharset);
	}

	private Charset bodyCharset() {
		return BodyForms.charset(properties().contentType(), this.charset);
	}

	@Override
	public int size() {
		return this.length;
	}

	@Override
	public long messageFormat() {
		return Integer.toUnsignedLong(this.messageFormat);
	}

	@Override
	public byte[] encoded() {
		return Arrays.copyOfRange(this.bytes, this.offset, this.offset + this.length);
	}

	private <T> @Nullable T section(long section, Decoder<T> decoder) {
		int at = index().value(section);
		if (at == 0) {
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

	private SectionIndex index() {
		SectionIndex found = this.index;
		if (found == null) {
			found = SectionScan.scan(this.bytes, this.offset, this.offset + this.length);
			if (found == null) {
				found = readIndex();
			}
			this.index = found;
		}
		return found;
	}

	private SectionIndex readIndex() {
		AmqpReader reader = reader(this.offset);
		try {
			return new SectionIndex(reader);
		}
		catch (DecodeException ex) {
			throw broken("A message of %d bytes has no sections that can be told apart: %s".formatted(this.length,
					ex.getMessage()), ex);
		}
		finally {
			reader.release();
		}
	}

	private AmqpReader reader(int from) {
		return MessageReader.at(this.limits, this.bytes, from, this.offset + this.length);
	}

	private MessageDecodeException broken(long section, DecodeException cause) {
		return broken("The %s section of a message of %d bytes cannot be decoded: %s"
			.formatted(SectionIndex.name(section), this.length, cause.getMessage()), cause);
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
		return "Message of %d bytes".formatted(this.length);
	}

	/** Decodes a section with a reader that stands before its value. */
	private interface Decoder<T> {

		@Nullable T decode(AmqpReader reader);

	}

}
