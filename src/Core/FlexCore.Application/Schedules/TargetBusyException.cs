namespace FlexCore.Application.Schedules;

/// <summary>A target could not take a firing now, but may later. The delivery is repeated after a pause.</summary>
public sealed class TargetBusyException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="reason">What the target said.</param>
    public TargetBusyException(string reason)
        : base(reason)
    {
    }
}
