using System.Diagnostics;
using FlexCore.Application.Tracing;
using FlexCore.Domain;

namespace FlexCore.Actors.Diagnostics;

/// <summary>The tracing source of this ring, <c>FlexCore.Actors</c>. Thread-safe.</summary>
internal static class ActorActivities
{
    internal static readonly ActivitySource Source = new("FlexCore.Actors");

    /// <summary>Begins the span of one command, from the mailbox to the answer. Its parent is the command's trace parent, else the current activity.</summary>
    /// <returns>The span, or <see langword="null"/> when nobody wants it.</returns>
    internal static Activity? StartAsk(EntityId id, ICommand command, TraceParent? parent)
    {
        var activity = parent is { } given
            ? Source.StartActivity("entity.ask", ActivityKind.Internal, given.ToActivityContext())
            : Source.StartActivity("entity.ask");
        return activity?
            .SetTag("flexcore.entity", id.StreamId)
            .SetTag("flexcore.tenant", id.Tenant.ToString())
            .SetTag("flexcore.command", command.GetType().Name)
            .SetTag("flexcore.correlation", command.Context.CorrelationId);
    }
}
