package cloud.billing.action;

import cloud.billing.access.CallerSecurity;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.SecurityFilterChain;

/** Assembles the endpoint: the filter with CORS, then security, then {@link ActionController}; around all, {@link ContainerErrorValve}. */
@Configuration(proxyBeanMethods = false)
class ActionConfiguration {

    private static final String EVERYTHING = "/api/v2";

    /** The observation filter has the same order but is registered after ours, so that a rejection costs next to nothing. */
    private static final int BEFORE_OBSERVATION = Ordered.HIGHEST_PRECEDENCE + 1;

    @Bean
    FilterRegistrationBean<ActionEndpointFilter> actionEndpointFilter(
            Refusals refusals, ConsoleProperties console, RequestProperties requests) {
        FilterRegistrationBean<ActionEndpointFilter> filter = new FilterRegistrationBean<>(
                new ActionEndpointFilter(refusals, ConsoleCors.filter(console), new Admission(requests)));
        filter.addUrlPatterns(EVERYTHING + "/*");
        filter.setOrder(BEFORE_OBSERVATION);
        return filter;
    }

    @Bean
    @Order(1)
    SecurityFilterChain actionSecurity(CallerSecurity callers, Refusals refusals) {
        return callers.requireSignatureOrToken(EVERYTHING + "/**", refusals);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerErrors(List<ContainerAnswers> answers) {
        return factory -> factory.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(
                    ContainerErrorValve.class.getName()); // already added, so Tomcat adds no other
            host.getPipeline().addValve(new ContainerErrorValve(answers));
        });
    }

    /** Nobody logs in to the container: without this, Tomcat would run its own authenticator on each request. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> noContainerLogin() {
        return factory -> factory.addContextCustomizers(context -> context.setLoginConfig(new LoginConfig()));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> rejectionsKeepTheConnection() {
        return factory -> {
            factory.setProtocol(KeepAliveProtocol.class.getName());
            factory.addEngineValves(new UnreadBodyValve(), new KeepAliveProtocol.RejectionValve());
        };
    }
}
