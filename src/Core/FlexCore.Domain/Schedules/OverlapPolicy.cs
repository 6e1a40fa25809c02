namespace FlexCore.Domain.Schedules;

/// <summary>What happens when a schedule is due while an earlier firing is still under way.</summary>
public enum OverlapPolicy
{
    /// <summary>It is left out.</summary>
    Skip = 0,

    /// <summary>It waits until the earlier ones have ended.</summary>
    Queue = 1,

    /// <summary>It fires beside them.</summary>
    Parallel = 2,
}
