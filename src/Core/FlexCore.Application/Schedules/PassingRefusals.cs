using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.Schedules;

/// <summary>Refusals of a moment: what was refused may be taken later, so a firing is delivered again. The others are a target's answer. Pure.</summary>
internal static class PassingRefusals
{
    private static readonly string[] Codes = ["overloaded", "backlog-full", "not-serving", NodeRefusals.NotOwner, NodeRefusals.Stopping, NodeRefusals.TooManyStreams];

    /// <summary>Passes an answer on.</summary>
    /// <param name="refusal">The target's answer.</param>
    /// <exception cref="TargetBusyException">It is a refusal of a moment.</exception>
    public static Refusal? Sift(Refusal? refusal) => refusal is not null && Codes.Contains(refusal.Code) ? throw new TargetBusyException(refusal.Message) : refusal;
}
