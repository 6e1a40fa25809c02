using System.Diagnostics;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>The tracing source of the buses, <c>FlexCore.Messaging</c>. Thread-safe.</summary>
internal static class MessagingActivities
{
    internal static readonly ActivitySource Source = new("FlexCore.Messaging");

    /// <summary>Begins the span of one message, a child of the current one.</summary>
    /// <returns>The span, or <see langword="null"/> when nobody wants it.</returns>
    internal static Activity? Start(MessageFlow flow) => Source.StartActivity($"{(flow.Message.Kind == MessageKind.Command ? "command" : "query")} {flow.Message.Name}")?
        .SetTag("flexcore.message", flow.Message.Name)
        .SetTag("flexcore.message.id", flow.Id)
        .SetTag("flexcore.module", flow.Message.Module)
        .SetTag("flexcore.tenant", flow.Call.Security.Tenant.ToString())
        .SetTag("flexcore.correlation", flow.Call.CorrelationId);
}
