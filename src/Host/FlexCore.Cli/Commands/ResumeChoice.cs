namespace FlexCore.Cli.Commands;

/// <summary>What to do with an interrupted run of the same pipeline.</summary>
internal enum ResumeChoice
{
    /// <summary>Go on with it if there is one; otherwise begin.</summary>
    Automatic,

    /// <summary>Go on with it; an error if there is none.</summary>
    Required,

    /// <summary>Forget it and begin again.</summary>
    Fresh,
}
