namespace FlexCore.Persistence.Sqlite.Tests.Crashes;

/// <summary>A test that makes the flush of a child process fail. Elsewhere it is skipped and says what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FailingFlushTheoryAttribute : TheoryAttribute
{
    public FailingFlushTheoryAttribute()
    {
        using var flush = OperatingSystem.IsLinux() ? FailingFlush.TryBuild() : null;
        if (flush is null)
        {
            Skip = "needs Linux and gcc, to preload a library that fails a flush";
        }
    }
}
