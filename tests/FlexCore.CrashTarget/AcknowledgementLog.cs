namespace FlexCore.CrashTarget;

/// <summary>Writes one line per acknowledgement to standard output. A line that has left the process counts, killed or not. Thread-safe.</summary>
public sealed class AcknowledgementLog(Stream output)
{
    private readonly Lock _gate = new();

    public void Write(string line)
    {
        // One write call per line: a pipe takes a line of this length whole or not at all, so none is torn by the kill.
        var bytes = System.Text.Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
        {
            output.Write(bytes);
            output.Flush();
        }
    }
}
