namespace FlexCore.Benchmarks.Jobs.AccessLog;

/// <summary>Who does the same job beside us.</summary>
public enum Rival
{
    /// <summary>A hand-written, single-threaded C# loop in this process, already compiled.</summary>
    Loop,

    /// <summary>Miller (<c>mlr</c>).</summary>
    Miller,

    /// <summary>mawk.</summary>
    Mawk,
}
