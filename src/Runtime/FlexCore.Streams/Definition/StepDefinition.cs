namespace FlexCore.Streams.Definition;

/// <summary>One step of a pipeline.</summary>
public abstract record StepDefinition
{
    private protected StepDefinition()
    {
    }

    /// <summary>The place in the file.</summary>
    public Mark Mark { get; init; }

    /// <summary>What happens to records that this step cannot process, or <see langword="null"/> for the pipeline's policy.</summary>
    public ErrorPolicy? OnError { get; init; }

    /// <summary>The step's key in a pipeline file: <c>parse</c>, <c>filter</c>…</summary>
    public abstract string Kind { get; }

    /// <summary>What happens to late records, or <see langword="null"/> for a step that knows none.</summary>
    internal virtual LatePolicy? LatePolicy => null;
}

/// <summary>Turns the source's text into fields.</summary>
/// <param name="Format">The format.</param>
public sealed record ParseStep(ParseFormat Format) : StepDefinition
{
    /// <summary>The expression of <see cref="ParseFormat.Regex"/>, whose named groups become fields.</summary>
    public DefinitionText? Pattern { get; init; }

    /// <summary>CSV: whether the first record of each input names the columns.</summary>
    /// <value>The default value is <see langword="null"/>: true unless <see cref="Columns"/> are given.</value>
    public bool? Header { get; init; }

    /// <summary>CSV: the character between fields.</summary>
    /// <value>The default value is <see langword="null"/>: a comma.</value>
    public DefinitionText? Delimiter { get; init; }

    /// <summary>CSV: the columns in order, where no header names them.</summary>
    public EquatableList<DefinitionText>? Columns { get; init; }

    /// <summary>The types that text fields are converted to.</summary>
    public EquatableList<FieldType> Types { get; init; } = EquatableList<FieldType>.Empty;

    /// <inheritdoc/>
    public override string Kind => "parse";
}

/// <summary>Keeps the records for which an expression is truthy.</summary>
/// <param name="Condition">The expression.</param>
public sealed record FilterStep(DefinitionText Condition) : StepDefinition
{
    /// <inheritdoc/>
    public override string Kind => "filter";
}

/// <summary>Sets fields to the values of expressions and keeps the others. All expressions see the record as it was before the step.</summary>
/// <param name="Fields">The fields and their expressions.</param>
public sealed record MapStep(EquatableList<NamedText> Fields) : StepDefinition
{
    /// <inheritdoc/>
    public override string Kind => "map";
}

/// <summary>Keeps only the named fields, in this order.</summary>
/// <param name="Fields">The fields.</param>
public sealed record SelectStep(EquatableList<DefinitionText> Fields) : StepDefinition
{
    /// <inheritdoc/>
    public override string Kind => "select";
}

/// <summary>Removes the named fields.</summary>
/// <param name="Fields">The fields.</param>
public sealed record OmitStep(EquatableList<DefinitionText> Fields) : StepDefinition
{
    /// <inheritdoc/>
    public override string Kind => "omit";
}

/// <summary>Renames fields; a field keeps its place.</summary>
/// <param name="Fields">Old names and, as text, new names.</param>
public sealed record RenameStep(EquatableList<NamedText> Fields) : StepDefinition
{
    /// <inheritdoc/>
    public override string Kind => "rename";
}

/// <summary>Windows in event time, aggregated by key; a window's rows come out when the watermark passes its end.</summary>
/// <param name="Shape">Which records a window holds.</param>
/// <param name="Time">The expression that gives the event time: milliseconds since the epoch or ISO 8601 text.</param>
/// <param name="Aggregates">The output fields and their aggregate calls.</param>
public sealed record WindowStep(WindowShape Shape, DefinitionText Time, EquatableList<NamedText> Aggregates) : StepDefinition
{
    /// <summary>How far a record may lag behind the newest one and still count.</summary>
    /// <value>The default value is zero.</value>
    public TimeSpan Lateness { get; init; }

    /// <summary>What happens to records that lag further behind.</summary>
    /// <value>The default value is <see cref="LatePolicy.Drop"/>.</value>
    public LatePolicy Late { get; init; }

    /// <summary>The key parts: a field's name, and the expression that gives it.</summary>
    public EquatableList<NamedText> By { get; init; } = EquatableList<NamedText>.Empty;

    /// <inheritdoc/>
    public override string Kind => "window";

    internal override LatePolicy? LatePolicy => Late;
}

/// <summary>Aggregates by key over the whole input; rows come out at its end, in key order.</summary>
/// <param name="By">The key parts: a field's name, and the expression that gives it.</param>
/// <param name="Aggregates">The output fields and their aggregate calls.</param>
public sealed record GroupStep(EquatableList<NamedText> By, EquatableList<NamedText> Aggregates) : StepDefinition
{
    /// <inheritdoc/>
    public override string Kind => "group";
}

/// <summary>Joins every so many records into one, with the single field <c>items</c>; the last one may hold fewer.</summary>
/// <param name="Size">The number of records.</param>
public sealed record BatchStep(int Size) : StepDefinition
{
    /// <inheritdoc/>
    public override string Kind => "batch";
}
