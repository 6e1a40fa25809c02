using FlexCore.Application.Projections;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Trials;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Projections;

/// <summary>What expressions of projections can read: the event.</summary>
internal sealed class EventScope : IExpressionScope
{
    private static readonly string[] _names = ["data", "type", "kind", "key", "version", "time", "tenant", "principal", "aggregateType"];

    private EventScope()
    {
    }

    public static EventScope Instance { get; } = new();

    public IEnumerable<string> Names => _names;

    public bool TryResolve(string name, out int slot) => (slot = Array.IndexOf(_names, name)) >= 0;

    /// <summary>The values of an event, in the order of the names.</summary>
    public static Value[] Read(ProjectedEvent happened)
    {
        var json = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(happened.Data).ToArray();
        if (!ExpressionTrial.ReadRecord(json, out var data, out var mistake))
        {
            throw new InvalidOperationException($"The event's content cannot be read: {mistake}.");
        }

        return
        [
            data,
            Value.String(happened.Type),
            Value.String(happened.Kind),
            Value.String(happened.Key),
            Value.Number(happened.Version),
            Value.String(happened.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture)),
            Value.String(happened.Tenant.Value),
            Value.String(happened.Principal),
            Value.String(happened.AggregateType),
        ];
    }
}
