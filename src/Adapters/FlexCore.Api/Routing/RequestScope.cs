using System.Collections;
using Microsoft.Extensions.Logging;

namespace FlexCore.Api.Routing;

/// <summary>What every line that is logged while a request is handled has in common. Immutable: work that a request leaves behind may log after it.</summary>
/// <param name="tenant">The caller's tenant.</param>
/// <param name="correlationId">Names the chain of work.</param>
internal sealed class RequestScope(string tenant, string correlationId) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <inheritdoc/>
    public int Count => 2;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("Tenant", tenant),
        1 => new("CorrelationId", correlationId),
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "A request's scope has two values."),
    };

    /// <summary>Whether a logger does anything with scopes: one that does hands out another scope each time, one that does not nothing or always the same.</summary>
    /// <param name="logger">The logger.</param>
    public static bool AreKeptBy(ILogger logger)
    {
        var probe = new RequestScope("", "");
        using var first = logger.BeginScope(probe);
        using var second = logger.BeginScope(probe);
        return !ReferenceEquals(first, second);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
        yield return this[1];
    }

    /// <summary>As a text log shows it.</summary>
    public override string ToString() => $"Tenant:{tenant} CorrelationId:{correlationId}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
