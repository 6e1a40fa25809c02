using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Schemas;

namespace FlexCore.Streams.Compilation;

/// <summary>Compiles validate steps.</summary>
internal static class ValidateSteps
{
    private const string WholeRecord = "$";

    /// <summary>Compiles the step, whose schema file has been read.</summary>
    /// <param name="validate">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="segment">Takes the operator.</param>
    public static void Validate(ValidateStep validate, StepContext context, SegmentBuilder segment)
    {
        if (validate.Schema is not { } text || DocumentReader.Read(text.Text, context.Diagnostics) is not { } node)
        {
            return;
        }

        var mistakes = new List<SchemaMistake>();
        var schema = SchemaCompiler.Compile(node, mistakes);
        foreach (var mistake in mistakes)
        {
            Report(validate, text, mistake, context.Diagnostics);
        }

        if (mistakes.Count == 0)
        {
            var plan = Fields(schema, context, validate.Mark) is { } fields
                ? new ValidatePlan(context.Step, null, -1, fields)
                : new ValidatePlan(context.Step, schema, Whole(context), []);
            segment.Add(() => new ValidateRows(plan));
        }
    }

    // The text is one line, so the column is the offset; the text knows where each offset stood.
    private static void Report(ValidateStep validate, DefinitionText text, SchemaMistake mistake, DiagnosticBag diagnostics)
    {
        var place = text.MarkAt(mistake.Mark.Column - 1);
        if (validate.File is { } file)
        {
            diagnostics.Add(mistake.Code, file.Mark, $"{Path.GetFileName(file.Text)}:{place}: {mistake.Message}", mistake.Suggestion);
        }
        else
        {
            diagnostics.Add(mistake.Code, place.IsKnown ? place : validate.Mark, mistake.Message, mistake.Suggestion);
        }
    }

    // A schema of fields alone can be checked cell by cell, so that the parser builds only the fields that it names.
    private static ValidatedField[]? Fields(ValueSchema schema, StepContext context, Mark mark)
    {
        var properties = new Dictionary<string, SchemaCheck>(StringComparer.Ordinal);
        var required = new List<string>();
        foreach (var check in schema.Checks)
        {
            switch (check)
            {
                case TypeCheck { AllowsObjects: true }:
                    break;
                case PropertiesCheck fields:
                    fields.Properties.ToList().ForEach(field => properties[field.Key] = field.Value);
                    break;
                case RequiredCheck names:
                    required.AddRange(names.Names);
                    break;
                default:
                    return null;
            }
        }

        var found = new List<ValidatedField>();
        foreach (var name in properties.Keys.Union(required))
        {
            if (context.Record.TryResolve(name, out var slot))
            {
                found.Add(new ValidatedField(name, slot, required.Contains(name), properties.GetValueOrDefault(name)));
            }
            else if (required.Contains(name))
            {
                context.ReportUnknown(new DefinitionText(name, mark));
            }
        }

        return [.. found];
    }

    private static int Whole(StepContext context) => context.TryResolve(WholeRecord, out var slot) ? slot : -1;
}
