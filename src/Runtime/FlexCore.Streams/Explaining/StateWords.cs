using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Explaining;

/// <summary>Says what a step remembers.</summary>
internal static class StateWords
{
    /// <summary>What a step with state remembers between records.</summary>
    /// <param name="step">The step.</param>
    public static string Of(StepDefinition step) => step switch
    {
        WindowStep { By.Count: > 0 } => "open windows with their groups, until the watermark passes their end",
        WindowStep => "open windows, until the watermark passes their end",
        GroupStep => "one accumulator for each group, until the end of the input",
        ThrottleStep => "nothing: delays are no part of the result",
        BatchStep batch => FormattableString.Invariant($"up to {batch.Size:N0} records"),
        DedupeStep => "the keys that were seen",
        SortStep => "the records that wait for their turn",
        RateOfChangeStep => "the last value of each key",
        SampleStep => "how many records have passed since the last one that was kept",
        _ => "what the operator keeps",
    };
}
