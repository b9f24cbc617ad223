package cloud.billing.action;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The console frontend (contract 5).
 *
 * @param allowedOrigins the origins from which a browser may call the action endpoint
 */
@ConfigurationProperties("billing.console")
record ConsoleProperties(@DefaultValue List<String> allowedOrigins) {}
