namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads the <c>steps</c> of a pipeline.</summary>
internal static class StepReader
{
    /// <summary>Reads all steps.</summary>
    /// <param name="node">The list.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static EquatableList<StepDefinition> ReadAll(DocumentNode node, LoadContext context)
    {
        if (node is ScalarNode { IsNull: true })
        {
            return [];
        }

        if (node is not SequenceNode sequence)
        {
            context.Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'steps' must be a list, not {node.Description}.", "Begin each step with a dash.");
            return [];
        }

        if (sequence.Items.Count > PipelineLimits.MaxSteps)
        {
            context.Diagnostics.Add(DiagnosticCodes.TooLarge, node.Mark, $"A pipeline has at most {PipelineLimits.MaxSteps} steps, not {sequence.Items.Count}.");
        }

        return EquatableList.From(sequence.Items.Select(item => Read(item, context)).OfType<StepDefinition>());
    }

    private static StepDefinition? Read(DocumentNode node, LoadContext context)
    {
        if (KindReader.Read(node, "step", [.. StepKinds.BuiltIn, .. context.Operators], context, [.. StepKinds.Companions]) is not { } entry)
        {
            return null;
        }

        StepDefinition? step = entry.Key.Text switch
        {
            "parse" => ParseStepReader.Read(entry.Value, context),
            "filter" => context.Text(entry.Value, "filter") is { } condition ? new FilterStep(condition) : null,
            "map" => new MapStep(context.NamedTexts(entry.Value, "map")),
            "select" => new SelectStep(context.Texts(entry.Value, "select")),
            "omit" => new OmitStep(context.Texts(entry.Value, "omit")),
            "rename" => new RenameStep(context.NamedTexts(entry.Value, "rename")),
            "window" => KeyedStepReader.ReadWindow(entry.Value, context),
            "group" => KeyedStepReader.ReadGroup(entry.Value, context),
            "dedupe" => PassingStepReader.ReadDedupe(entry.Value, context),
            "rateOfChange" => PassingStepReader.ReadRateOfChange(entry.Value, context),
            "sort" => PassingStepReader.ReadSort(entry.Value, context),
            "branch" => BranchStepReader.Read(entry.Value, context),
            "explode" => RecordStepReader.ReadExplode(entry.Value, context),
            "sample" => RecordStepReader.ReadSample(entry.Value, context),
            "validate" => ValidateStepReader.Read(entry.Value, context),
            "lookup" => LookupStepReader.Read(entry.Value, context),
            "throttle" => ThrottleStepReader.Read(entry.Value, context),
            "batch" => ReadBatch(entry.Value, context),
            _ => OperatorCallReader.Read(entry, context),
        };
        return step is null ? null : step with { Mark = entry.Key.Mark, OnError = ReadPolicy(node, context) };
    }

    private static ErrorPolicy? ReadPolicy(DocumentNode node, LoadContext context)
    {
        var policy = (node as MappingNode)?.Entries.FirstOrDefault(entry => entry.Key.Text == "onError")?.Value;
        return policy is not null && context.Text(policy, "onError") is { } text ? context.Choice<ErrorPolicy>(text, "onError") : null;
    }

    private static BatchStep? ReadBatch(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "batch", "the batch step") is not { } reader)
        {
            return null;
        }

        reader.RequiredNode("size");
        var size = reader.Count("size", PipelineLimits.MaxBatchSize) ?? 1;
        reader.Finish();
        return new BatchStep(size);
    }
}
