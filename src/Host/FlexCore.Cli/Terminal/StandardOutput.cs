using Microsoft.Win32.SafeHandles;

namespace FlexCore.Cli.Terminal;

/// <summary>Standard output for records.</summary>
internal static class StandardOutput
{
    private const int UnixHandle = 1;

    /// <summary>Opens it. A closed pipe is an error: the console's own stream would throw the records away silently, for ever on endless input.</summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var stream = new FileStream(new SafeFileHandle(UnixHandle, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // In a file such a stream keeps a place of its own, and whoever writes to the same file next (the shell, stderr) would write over the records.
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
