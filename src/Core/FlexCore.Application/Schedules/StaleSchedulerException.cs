namespace FlexCore.Application.Schedules;

/// <summary>A scheduler with a newer epoch has fired: this one must stop.</summary>
public sealed class StaleSchedulerException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="reason">What the schedule said.</param>
    public StaleSchedulerException(string reason)
        : base(reason)
    {
    }
}
