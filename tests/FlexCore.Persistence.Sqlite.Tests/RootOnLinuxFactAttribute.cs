namespace FlexCore.Persistence.Sqlite.Tests;

/// <summary>A test that mounts file systems. Elsewhere it is skipped and says what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootOnLinuxFactAttribute : FactAttribute
{
    public RootOnLinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !TempMount.IsPossible)
        {
            Skip = "needs Linux, root and the right to mount a tmpfs";
        }
    }
}
