namespace FlexCore.Persistence.Sqlite.Tests;

/// <summary>A test that uses limits of the Linux shell. Elsewhere it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "needs the file size limit of a Linux shell";
        }
    }
}
