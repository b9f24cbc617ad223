package cloud.billing.action;

import cloud.billing.fuzz.JsonGrammar;
import cloud.billing.fuzz.Property;
import cloud.billing.fuzz.Refusal;
import java.util.List;

/** Any bytes as a body: accepted is what {@link JsonGrammar} calls a JSON object, and each parameter read keeps its promise. */
public final class BodyFuzz {

    private static final int DEEPEST = 500;
    private static final int LONGEST_NUMBER = 1000;
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final int MOST_IDS = 100;
    private static final int LONGEST_TEXT = 256;

    private BodyFuzz() {}

    public static void fuzzerTestOneInput(byte[] body) {
        JsonGrammar.Verdict verdict = JsonGrammar.of(body);
        Parameters parameters;
        try {
            parameters = Parameters.parse(body);
        } catch (ActionException refusal) {
            Refusal.check(refusal);
            boolean isTooMuch = verdict.depth() > DEEPEST || verdict.longestNumber() >= LONGEST_NUMBER;
            Property.holds(!verdict.isJson() || !verdict.isObject() || isTooMuch, "a JSON object is accepted");
            return;
        }
        Property.holds(verdict.isJson() && verdict.isObject(), "what is accepted is a JSON object without a key twice");
        read(() -> Property.holds(parameters.requiredId("instanceId").matches(ID), "an id is one"));
        read(() -> checkIds(parameters.ids("instanceIds", MOST_IDS)));
        read(() -> checkText(parameters.text("instanceName", LONGEST_TEXT)));
        read(() -> checkNumber(parameters.number("pageNum", 1, 1, Integer.MAX_VALUE), Integer.MAX_VALUE));
        read(() -> checkNumber(parameters.number("pageSize", 20, 1, 1000), 1000));
    }

    private static void read(Runnable parameter) {
        try {
            parameter.run();
        } catch (ActionException refusal) {
            Refusal.check(refusal);
        }
    }

    private static void checkIds(List<String> ids) {
        Property.holds(
                ids == null || ids.size() <= MOST_IDS && ids.stream().allMatch(id -> id.matches(ID)), "ids are ids");
    }

    private static void checkText(String text) {
        Property.holds(
                text == null
                        || !text.isEmpty()
                                && text.length() <= LONGEST_TEXT
                                && text.codePoints().noneMatch(BodyFuzz::cannotBeStored),
                "text can be stored");
    }

    private static boolean cannotBeStored(int character) {
        return Character.isISOControl(character)
                || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    private static void checkNumber(int number, int most) {
        Property.holds(number >= 1 && number <= most, "a number is in its range");
    }
}
