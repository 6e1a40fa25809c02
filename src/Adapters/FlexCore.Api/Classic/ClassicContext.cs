using FlexCore.Api.Limits;

namespace FlexCore.Api.Classic;

/// <summary>What classic routes share.</summary>
/// <param name="Options">The bounds.</param>
/// <param name="Clock">The time shown.</param>
internal sealed record ClassicContext(ApiOptions Options, TimeProvider Clock)
{
    /// <summary>Now.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow();
}
