using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Compilation;

/// <summary>Checks that a spread pipeline means the same whatever partition a key falls to: its source can be read by several, its state is kept by key, its sinks take rows of several.</summary>
internal sealed class SpreadChecks
{
    private readonly SpreadDefinition _spread;
    private readonly OperatorRegistry _operators;
    private readonly DiagnosticBag _diagnostics;

    private SpreadChecks(SpreadDefinition spread, OperatorRegistry operators, DiagnosticBag diagnostics)
    {
        _spread = spread;
        _operators = operators;
        _diagnostics = diagnostics;
    }

    /// <summary>Checks a pipeline.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="operators">The program's own operators.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public static void Check(PipelineDefinition definition, OperatorRegistry operators, DiagnosticBag diagnostics)
    {
        if (definition.Spread is { } spread)
        {
            new SpreadChecks(spread, operators, diagnostics).Check(definition);
        }
    }

    private void Check(PipelineDefinition definition)
    {
        if (_spread.Partitions is < 2 or > PipelineLimits.MaxSpread)
        {
            Refuse(DiagnosticCodes.InvalidValue, _spread.Mark, $"A pipeline is spread over 2 to {PipelineLimits.MaxSpread} partitions, not {_spread.Partitions}.", "Leave out spread to run it as one stream.");
        }

        if (_spread.Path.Any(name => name.Length == 0) || (_spread.Path.Count > 1 && !_spread.Path.All(FieldReference.IsIdentifier)))
        {
            Refuse(DiagnosticCodes.InvalidValue, _spread.By.Mark, $"'{_spread.By}' is not a field to spread by.", "Name a field of the posted records, with dots into objects. For example: by: customer.id");
            return;
        }

        if (definition.Source is not (TopicSourceDefinition or HttpSourceDefinition))
        {
            Refuse(DiagnosticCodes.WrongPlace, definition.Source.Mark, "Only a pipeline over one topic can be spread: other sources cannot be read by several nodes.", "Read a topic or http, or leave out spread.");
        }

        CheckSinks(definition);
        var key = KeyLineage.Of(_spread);
        if (definition.Steps is [ParseStep { Format: ParseFormat.Json } parse, ..])
        {
            key = key.Lose(parse.Types.Select(type => type.Name.Text));
        }
        else if (definition.Steps is not [])
        {
            key = KeyLineage.None;
        }

        Walk(definition.Steps, key);
    }

    // Partitions of several nodes write: a file or a table belongs to one writer on one node.
    private void CheckSinks(PipelineDefinition definition)
    {
        var sinks = definition.DeadLetter is { } deadLetter ? definition.AllSinks().Append(deadLetter) : definition.AllSinks();
        foreach (var sink in sinks.Where(sink => sink is not (TopicSinkDefinition or HttpSinkDefinition)))
        {
            Refuse(DiagnosticCodes.WrongPlace, sink.Mark, $"The partitions of a spread pipeline cannot share the sink {SinkName.Of(sink)}.", "Send the rows to a topic, and write them from a pipeline over that topic that is not spread.");
        }
    }

    private KeyLineage Walk(IEnumerable<StepDefinition> steps, KeyLineage key) => steps.Aggregate(key, Pass);

    private KeyLineage Pass(KeyLineage key, StepDefinition step)
    {
        switch (step)
        {
            case MapStep map:
                return key.Set(map.Fields);
            case SelectStep select:
                return key.Keep([.. select.Fields.Select(field => field.Text)]);
            case OmitStep omit:
                return key.Lose(omit.Fields.Select(field => field.Text));
            case RenameStep rename:
                return key.Rename(rename.Fields);
            case LookupStep lookup:
                return key.Lose(lookup.Fields.Select(field => field.Name.Text));
            case ExplodeStep explode:
                return key.Lose(new[] { explode.Field.Text, explode.As?.Text, explode.Index?.Text }.OfType<string>());
            case WindowStep window:
                return Keyed(window, window.By, key).Only(window.By);
            case GroupStep group:
                return Keyed(group, group.By, key).Only(group.By);
            case DedupeStep dedupe:
                return Keyed(dedupe, dedupe.By, key);
            case RateOfChangeStep rate:
                return Keyed(rate, rate.By, key).Lose([rate.As.Text]);
            case BranchStep branch:
                return Branch(branch, key);
            case OperatorCall call:
                return Own(call);
            case SortStep or BatchStep or ThrottleStep or SampleStep { Every: not null }:
                Refuse(DiagnosticCodes.WrongPlace, step.Mark, $"The {step.Kind} step counts or orders all records, and each partition of a spread pipeline sees only its own.", "Put it into a pipeline over the result that is not spread, or leave out spread.");
                return key;
            default:
                return key;
        }
    }

    private KeyLineage Keyed(StepDefinition step, IEnumerable<NamedText> by, KeyLineage key)
    {
        if (!key.IsIn(by))
        {
            Refuse(
                DiagnosticCodes.WrongPlace,
                step.Mark,
                $"The {step.Kind} step keeps its state by other keys than '{_spread.By}', so records that belong together would be in different partitions.",
                $"Add '{_spread.By}' to its 'by', as the source gives it: not converted, and not behind a step that may change it.");
        }

        return key;
    }

    private KeyLineage Branch(BranchStep branch, KeyLineage key)
    {
        var behind = branch.Otherwise is null ? key : null;
        foreach (var route in branch.AllRoutes)
        {
            var end = Walk(route.Steps, key);
            behind = !route.FlowsOn ? behind : behind is null ? end : behind.And(end);
        }

        return behind ?? KeyLineage.None;
    }

    // What the program's own operators do to a record is not known.
    private KeyLineage Own(OperatorCall call)
    {
        if (_operators.TryGet(call.Name.Text, out var description) && description.IsStateful)
        {
            Refuse(DiagnosticCodes.WrongPlace, call.Mark, $"The {call.Kind} step keeps state between records, and each partition of a spread pipeline sees only its own.", "Put it into a pipeline over the result that is not spread, or leave out spread.");
        }

        return KeyLineage.None;
    }

    private void Refuse(string code, Mark mark, string message, string remedy) => _diagnostics.Add(code, mark, message, remedy);
}
