using Microsoft.Win32.SafeHandles;

namespace FlexCore.Cli.Terminal;

/// <summary>Standard output for records.</summary>
internal static class StandardOutput
{
    private const int UnixHandle = 1;

    /// <summary>Opens it. A closed pipe is an error: the console's own stream would throw the records away silently, for ever on endless input.</summary>
    public static Stream Open() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(UnixHandle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
