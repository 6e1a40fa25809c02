using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Graphs;

/// <summary>What happens to failed records.</summary>
/// <param name="Source">The policy for records that the source found unusable.</param>
/// <param name="Steps">The policy and the name of each step.</param>
/// <param name="DeadLetter">Where dead letters go, if anywhere.</param>
internal sealed record FailurePlan(ErrorPolicy Source, IReadOnlyList<StepPolicy> Steps, SinkPlan? DeadLetter)
{
    /// <summary>The policy for a failure.</summary>
    /// <param name="step">The failed step; -1 is the source.</param>
    /// <param name="isLate">Whether the record was behind the watermark.</param>
    public ErrorPolicy PolicyOf(int step, bool isLate)
    {
        if (step < 0)
        {
            return Source;
        }

        return isLate ? Steps[step].Late : Steps[step].OnError;
    }

    /// <summary>The step's name in messages and dead letters: its number from 1 and its kind.</summary>
    /// <param name="step">The step; -1 is the source.</param>
    public string NameOf(int step) => step < 0 ? "source" : Steps[step].Name;
}

/// <summary>How one step treats failed records.</summary>
/// <param name="Name">The step's name in messages.</param>
/// <param name="OnError">The policy for records it cannot process.</param>
/// <param name="Late">The policy for records behind the watermark.</param>
internal sealed record StepPolicy(string Name, ErrorPolicy OnError, ErrorPolicy Late);
