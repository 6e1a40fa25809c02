namespace FlexCore.Application.Pipelines;

/// <summary>What to do about an interrupted run of the same pipeline.</summary>
public enum ResumePolicy
{
    /// <summary>Go on with it if there is one; otherwise begin a new run.</summary>
    Automatic,

    /// <summary>Go on with it; refuse if there is none.</summary>
    Required,

    /// <summary>Abandon it and begin a new run.</summary>
    Fresh,
}
