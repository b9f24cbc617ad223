package cloud.billing.action;

import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_EXCEED_LENGTH;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_EXCEED_MAXIMUM;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_LESS_MINIMUM;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_PATTERN_ERROR;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_TYPE;
import static cloud.billing.action.ProtocolError.MISSING_PARAMETER;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parameters of an action: the members of the request's JSON object. Unknown ones are ignored (contract 1). */
public final class Parameters {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int ID_LENGTH = 64;
    private static final Pattern PLAIN = Pattern.compile("[^\\p{Cc}\\p{Cs}]*");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final JsonNode members;

    private Parameters(JsonNode members) {
        this.members = members;
    }

    /**
     * Reads a body.
     *
     * @throws ActionException if it is not one JSON object in UTF-8 with distinct keys
     */
    static Parameters parse(byte[] body) {
        JsonNode json = json(body);
        if (!json.isObject()) {
            throw new ActionException(INVALID_PARAMETER_TYPE, "Send the parameters as one JSON object.");
        }
        return new Parameters(json);
    }

    /**
     * A required resource id.
     *
     * @throws ActionException if it is absent, null, blank, not a string, longer than 64 characters, or has characters that no id has
     */
    public String requiredId(String name) {
        JsonNode value = members.get(name);
        if (value == null
                || value.isNull()
                || (value.isString() && value.stringValue().isBlank())) {
            throw new ActionException(MISSING_PARAMETER, "Send " + name + ".");
        }
        if (!value.isString()) {
            throw new ActionException(INVALID_PARAMETER_TYPE, name + " must be a string.");
        }
        return id(name, value.stringValue());
    }

    /**
     * At most {@code most} resource ids; null if none are sent.
     *
     * @throws ActionException if it is not a list of ids, or too long
     */
    public @Nullable List<String> ids(String name, int most) {
        JsonNode value = members.get(name);
        if (value == null || value.isNull() || (value.isArray() && value.isEmpty())) {
            return null;
        }
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
            throw new ActionException(INVALID_PARAMETER_TYPE, name + " must be a list of strings.");
        }
        if (value.size() > most) {
            throw new ActionException(
                    INVALID_PARAMETER_EXCEED_LENGTH, name + " must contain at most " + most + " elements.");
        }
        return value.valueStream().map(each -> id(name, each.stringValue())).toList();
    }

    /**
     * Free text; null if none is sent or it is empty.
     *
     * @throws ActionException if it is not a string, too long, or has control characters
     */
    public @Nullable String text(String name, int longest) {
        JsonNode value = members.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new ActionException(INVALID_PARAMETER_TYPE, name + " must be a string.");
        }
        String text = value.stringValue();
        if (text.length() > longest) {
            throw new ActionException(
                    INVALID_PARAMETER_EXCEED_LENGTH, name + " must not be longer than " + longest + " characters.");
        }
        if (!PLAIN.matcher(text).matches()) {
            throw new ActionException(INVALID_PARAMETER_PATTERN_ERROR, name + " must not contain control characters.");
        }
        return text.isEmpty() ? null : text;
    }

    /**
     * A whole number; {@code usual} if none is sent.
     *
     * @throws ActionException if it is not a whole number, or out of range
     */
    public int number(String name, int usual, int least, int most) {
        JsonNode value = members.get(name);
        if (value == null || value.isNull()) {
            return usual;
        }
        if (!value.isIntegralNumber()) {
            throw new ActionException(INVALID_PARAMETER_TYPE, name + " must be a whole number.");
        }
        BigInteger number = value.bigIntegerValue();
        if (number.compareTo(BigInteger.valueOf(least)) < 0) {
            throw new ActionException(INVALID_PARAMETER_LESS_MINIMUM, name + " must be at least " + least + ".");
        }
        if (number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new ActionException(INVALID_PARAMETER_EXCEED_MAXIMUM, name + " must be at most " + most + ".");
        }
        return number.intValue();
    }

    private static String id(String name, String value) {
        if (value.codePointCount(0, value.length()) > ID_LENGTH) {
            throw new ActionException(
                    INVALID_PARAMETER_EXCEED_LENGTH, name + " must not be longer than " + ID_LENGTH + " characters.");
        }
        if (!ID.matcher(value).matches()) {
            throw new ActionException(
                    INVALID_PARAMETER_PATTERN_ERROR,
                    name + " must start with a letter or digit and contain only letters, digits, '.', '_' and '-'.");
        }
        return value;
    }

    private static JsonNode json(byte[] body) {
        String text = utf8(body);
        try {
            JsonNode json = text == null ? null : STRICT.readTree(text);
            if (json != null && !json.isMissingNode()) {
                return json;
            }
        } catch (StreamConstraintsException e) {
            throw new ActionException(
                    INVALID_PARAMETER_PATTERN_ERROR,
                    "The JSON is nested too deeply, or has a number or a name that is too long.");
        } catch (JacksonException e) {
            // reported below, without details: the client's own JSON library can find those
        }
        throw new ActionException(
                INVALID_PARAMETER_PATTERN_ERROR,
                "Send a body that is JSON in UTF-8, with no key twice and nothing after it.");
    }

    private static @Nullable String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
