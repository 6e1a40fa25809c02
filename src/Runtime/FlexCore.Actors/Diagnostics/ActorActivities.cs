using System.Diagnostics;

namespace FlexCore.Actors.Diagnostics;

/// <summary>The tracing source of this ring, <c>FlexCore.Actors</c>.</summary>
internal static class ActorActivities
{
    internal static readonly ActivitySource Source = new("FlexCore.Actors");
}
