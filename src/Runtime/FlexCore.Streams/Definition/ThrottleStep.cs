namespace FlexCore.Streams.Definition;

/// <summary>Lets no more than so many records a second pass; the others wait, and with them everything before the step. Changes no record.</summary>
/// <param name="RecordsPerSecond">The rate.</param>
public sealed record ThrottleStep(double RecordsPerSecond) : StepDefinition
{
    /// <inheritdoc/>
    public override string Kind => "throttle";
}
