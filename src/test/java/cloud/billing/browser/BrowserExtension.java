package cloud.billing.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One demo for all tests of a run, and a fresh browser for each of them. */
final class BrowserExtension implements ExecutionCondition, ParameterResolver {

    private static final Namespace OURS = Namespace.create(BrowserExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Chromium.isInstalled()
                ? ConditionEvaluationResult.enabled("There is a Chromium.")
                : ConditionEvaluationResult.disabled(
                        "There is no Chromium here: on Debian, apt-get install chromium chromium-driver.");
    }

    /** What a test class is made with belongs to the one test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Stage.class || type == Console.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Stage stage = context.getRoot().getStore(OURS).computeIfAbsent(Stage.class, key -> Stage.open(), Stage.class);
        if (parameter.getParameter().getType() == Stage.class) {
            return stage;
        }
        return context.getStore(OURS).computeIfAbsent(Console.class, key -> fresh(stage), Console.class);
    }

    /** By now the browser of the test before has gone, and sends nothing any more. */
    private static Console fresh(Stage stage) {
        stage.proxy().forget();
        return new Console(stage);
    }
}
