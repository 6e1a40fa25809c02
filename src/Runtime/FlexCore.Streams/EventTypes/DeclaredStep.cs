using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCore.Application.EventTypes;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Expressions.Trials;
using FlexCore.Streams.Json;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.EventTypes;

/// <summary>A step from one version of an event's data to the next, from a document: members are taken away, then renamed, then set. Immutable and thread-safe.</summary>
/// <param name="type">The type of the event.</param>
/// <param name="renamed">Old names and new ones.</param>
/// <param name="set">Members and their values, which see the data as it was.</param>
/// <param name="removed">Names of members that go.</param>
internal sealed class DeclaredStep(
    string type, IReadOnlyDictionary<string, string> renamed, IReadOnlyList<(string Member, string Text, CompiledExpression Value)> set, IReadOnlySet<string> removed)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As the rest of the program knows it.</summary>
    public EventStep ToStep() => new(Apply,
    [
        .. removed.Order(StringComparer.Ordinal).Select(static name => $"remove {name}"),
        .. renamed.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"rename {pair.Key} -> {pair.Value}"),
        .. set.OrderBy(static entry => entry.Member, StringComparer.Ordinal).Select(static entry => $"set {entry.Member} = {entry.Text}"),
    ]);

    private JsonObject Apply(JsonObject data)
    {
        var values = Evaluate(data);
        var members = data.ToArray();
        data.Clear();
        foreach (var (name, value) in members)
        {
            if (removed.Contains(name))
            {
                continue;
            }

            // Nothing is overwritten: what the old version did not foresee is a fault, and the event stays as it is stored.
            var now = renamed.GetValueOrDefault(name, name);
            if (data.ContainsKey(now))
            {
                throw new InvalidOperationException($"two members would be named '{now}'; remove one of them in the step");
            }

            data.Add(now, value);
        }

        foreach (var (member, value) in values)
        {
            data[member] = value;
        }

        return data;
    }

    private List<KeyValuePair<string, JsonNode?>> Evaluate(JsonObject data)
    {
        var values = new List<KeyValuePair<string, JsonNode?>>(set.Count);
        if (set.Count == 0)
        {
            return values;
        }

        Value[] cells = [Read(data), Value.String(type)];
        foreach (var (member, text, expression) in set)
        {
            try
            {
                var value = expression.Evaluate(new EvaluationFrame(cells));
                if (!value.IsUndefined)
                {
                    values.Add(KeyValuePair.Create(member, ValueNodes.Of(value)));
                }
            }
            catch (ExpressionException error)
            {
                throw new InvalidOperationException($"'{member}' cannot be set to '{text}': {error.Message}", error);
            }
        }

        return values;
    }

    private static Value Read(JsonObject data)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            data.WriteTo(json);
        }

        return ExpressionTrial.ReadRecord(bytes.WrittenSpan.ToArray(), out var record, out var mistake) ? record : throw new InvalidOperationException($"the data cannot be read: {mistake}");
    }
}
