using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlexCore.Application.EventTypes;

/// <summary>Takes data of one version through the steps to another. Pure as the steps are.</summary>
internal static class UpcastChain
{
    /// <summary>The most bytes that data may grow to: 4 MiB.</summary>
    public const int DataBytesMax = 4 * 1024 * 1024;

    /// <summary>Applies the steps in order; all of them or none.</summary>
    /// <param name="type">The type.</param>
    /// <param name="from">The version of the data.</param>
    /// <param name="to">The version wanted, not older.</param>
    /// <param name="data">The data as JSON.</param>
    /// <returns>The data of the wanted version; or that of the first, and why.</returns>
    public static UpcastOutcome Run(EventType type, int from, int to, string data)
    {
        var version = from;
        try
        {
            var node = EventText.Parse(data);
            for (; version < to; version++)
            {
                node = Step(type.Versions[version - 1])(node) ?? throw new JsonException("The step gave nothing");
            }

            var text = EventText.Write(node);
            return Encoding.UTF8.GetByteCount(text) > DataBytesMax
                ? Fault(from, data, $"its data of version {to} would have more than {DataBytesMax} bytes")
                : new UpcastOutcome(to, text, null);
        }
        catch (Exception error) // The boundary of the steps' code: whatever it throws is why the event stays as it is stored.
        {
            return Fault(from, data, $"the step from version {version} to {version + 1} of '{type.Name}' failed: {error.Message}");
        }
    }

    private static UpcastOutcome Fault(int version, string data, string reason) => new(version, data, reason);

    private static Func<JsonObject, JsonObject> Step(EventTypeVersion version) =>
        (version.Next ?? throw new InvalidOperationException("There is no step to the next version")).Upcast.Invoke;
}
