using System.Buffers;
using System.Globalization;
using FlexCore.Application.Projections;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Json;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Projections;

/// <summary>A projection from a document. Immutable.</summary>
/// <param name="description">Name, version, scope and the hash of the document.</param>
/// <param name="from">The event types it is for.</param>
/// <param name="key">Names the document; <see langword="null"/> for the stream's own.</param>
/// <param name="when">Whether an event counts; <see langword="null"/> for always.</param>
/// <param name="rules">What becomes of it.</param>
internal sealed class DeclaredProjection(
    ProjectionDescription description, IReadOnlyList<string> from, CompiledExpression? key, CompiledExpression? when, IReadOnlyList<DeclaredRule> rules) : IProjection
{
    public ProjectionDescription Description { get; } = description;

    // Records of topics have one type for all and are no events of a thing; a pipeline is the way to work on them.
    public bool Handles(string type, string kind) => kind != "event-topic" && from.Any(pattern => TypePattern.Matches(pattern, type));

    public void Keys(ProjectedEvent happened, ICollection<string> keys)
    {
        if (key is null)
        {
            keys.Add(happened.Key);
            return;
        }

        var cells = EventScope.Read(happened);
        if (Holds(when, cells))
        {
            var value = key.Evaluate(new EvaluationFrame(cells));
            keys.Add(value.IsNullish ? throw new InvalidOperationException($"The key '{key}' is {(value.IsUndefined ? "missing" : "null")} in this event. Filter such events with 'when'.") : TextOf(value));
        }
    }

    public void Apply(ProjectedEvent happened, ReadModelUnit models)
    {
        var cells = EventScope.Read(happened);
        if (!Holds(when, cells))
        {
            return;
        }

        var model = models.Get(key is null ? happened.Key : TextOf(key.Evaluate(new EvaluationFrame(cells))));
        foreach (var rule in rules)
        {
            if ((rule.On.Count == 0 || rule.On.Any(pattern => TypePattern.Matches(pattern, happened.Type))) && Holds(rule.When, cells))
            {
                Apply(rule, happened, model, cells);
            }
        }
    }

    private void Apply(DeclaredRule rule, ProjectedEvent happened, ReadModel model, Value[] cells)
    {
        if (rule.IsDelete)
        {
            model.Delete();
        }

        var frame = new EvaluationFrame(cells);
        foreach (var (member, expression) in rule.Set)
        {
            var value = expression.Evaluate(frame);
            if (value.IsUndefined)
            {
                continue;
            }

            if (Description.Scope == ProjectionScope.All)
            {
                model.SetNewest(member, ValueNodes.Of(value), happened);
            }
            else
            {
                model.Set(member, ValueNodes.Of(value));
            }
        }

        foreach (var (member, expression) in rule.Increment)
        {
            model.Increment(member, NumberOf(member, expression.Evaluate(frame)));
        }

        foreach (var (member, expression) in rule.Append)
        {
            if (Description.Scope == ProjectionScope.All)
            {
                model.AppendOrdered(member, ValueNodes.Of(expression.Evaluate(frame)), happened);
            }
            else
            {
                model.Append(member, ValueNodes.Of(expression.Evaluate(frame)));
            }
        }
    }

    private static bool Holds(CompiledExpression? condition, Value[] cells) => condition is null || condition.EvaluateTruth(new EvaluationFrame(cells));

    private static decimal NumberOf(string member, Value value)
    {
        if (value.TryGetExactNumber(out var exact) && decimal.TryParse(exact.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        return value.TryGetNumber(out var number) && double.IsFinite(number)
            ? (decimal)number
            : throw new InvalidOperationException($"The member '{member}' is to be counted up by {(value.IsUndefined ? "nothing" : value.ToString())}, which is no number. Give it a default: (… ?? 0).");
    }

    private static string TextOf(Value value)
    {
        if (value.IsString)
        {
            return value.AsString();
        }

        var buffer = new ArrayBufferWriter<byte>();
        ValueJson.Write(value, buffer);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
