using System.Diagnostics;

namespace FlexCore.EndToEnd.Tests.BadInput;

/// <summary>A test that mounts a small file system: needs root on Linux, and is skipped visibly elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !SmallDisk.CanMount)
        {
            Skip = "Mounting a small disk needs root on Linux with the right to mount.";
        }
    }
}
