using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>Asks a projection which documents an event changes, and holds it to the rules of keys. Stateless.</summary>
internal sealed class EventPlanner(IProjection projection)
{
    private const int ReasonLengthMax = 1_000;
    private const int KeyShownMax = 100;

    private readonly ProjectionScope _scope = projection.Description.Scope;

    public PlannedEvent Plan(ProjectedEvent happened)
    {
        var keys = new List<string>(1);
        try
        {
            projection.Keys(happened, keys);
        }
        catch (Exception error) // The boundary of the projection's code: what it throws is the reason for which the event is parked.
        {
            return new PlannedEvent(happened, [], Reason(error));
        }

        return Check(happened, keys) is { } fault
            ? new PlannedEvent(happened, [], fault)
            : new PlannedEvent(happened, KeysOf(happened, keys), null);
    }

    // Most events change one document: that way costs one small array.
    private ReadModelKey[] KeysOf(ProjectedEvent happened, List<string> keys) =>
        keys.Count == 1 ? [KeyOf(happened, keys[0])] : [.. keys.Distinct(StringComparer.Ordinal).Select(key => KeyOf(happened, key))];

    private ReadModelKey KeyOf(ProjectedEvent happened, string key) => new(happened.Tenant, _scope == ProjectionScope.Stream ? happened.Kind : "", key);

    /// <summary>What a person is told of an exception.</summary>
    public static string Reason(Exception error) => Shown($"{error.GetType().Name}: {error.Message}", ReasonLengthMax);

    private static string Shown(string text, int max) => text.Length <= max ? text : $"{text[..max]}…";

    private static bool HasControls(string key)
    {
        foreach (var character in key)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }

    private string? Check(ProjectedEvent happened, List<string> keys)
    {
        if (keys.Count > ReadModelLimits.KeysPerEventMax)
        {
            return $"The projection names {keys.Count} documents for one event; it may change at most {ReadModelLimits.KeysPerEventMax}.";
        }

        foreach (var key in keys)
        {
            if (string.IsNullOrEmpty(key) || key.Length > ReadModelLimits.KeyLengthMax || HasControls(key))
            {
                return $"The projection names a document '{Shown(key ?? "", KeyShownMax)}'. A key has 1 to {ReadModelLimits.KeyLengthMax} characters and no control characters.";
            }

            if (_scope == ProjectionScope.Stream && key != happened.Key && !key.StartsWith($"{happened.Key}/", StringComparison.Ordinal))
            {
                return $"The projection names the document '{Shown(key, KeyShownMax)}' for stream '{happened.Key}'. With scope Stream a key is the stream's own or begins with '{happened.Key}/'; "
                    + "use scope All for documents of several streams.";
            }
        }

        return null;
    }
}
