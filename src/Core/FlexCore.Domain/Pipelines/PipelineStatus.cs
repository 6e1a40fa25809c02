namespace FlexCore.Domain.Pipelines;

/// <summary>Where a pipeline is in its life. The diagram is in this folder's README.md.</summary>
public enum PipelineStatus
{
    /// <summary>Nothing has been created under this identity.</summary>
    Absent = 0,

    /// <summary>Being written: steps change freely and no version exists.</summary>
    Draft = 1,

    /// <summary>Published and ready to run.</summary>
    Active = 2,

    /// <summary>A run is at work.</summary>
    Running = 3,

    /// <summary>A run is held and can go on.</summary>
    Paused = 4,

    /// <summary>The last run ended well; another may start.</summary>
    Completed = 5,

    /// <summary>The last run ended with an error; another may start.</summary>
    Failed = 6,

    /// <summary>Retired. Nothing changes any more.</summary>
    Archived = 7,
}
