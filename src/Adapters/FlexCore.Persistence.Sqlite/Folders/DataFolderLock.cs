using System.Globalization;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Folders;

/// <summary>Keeps every other process out of a data folder. The operating system releases it when the process dies.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string FileName = "flexcore.lock";

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Creates the folder if it is missing, and locks it.</summary>
    /// <exception cref="StoreException">Another process holds the folder, or it cannot be written.</exception>
    public static DataFolderLock Acquire(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new DataFolderLock(file);
        }
        catch (UnauthorizedAccessException error)
        {
            throw ReadOnly(folder, error);
        }
        catch (IOException error) when (IsHeldByAnother(error))
        {
            throw new StoreException(
                StoreFault.Locked,
                folder,
                $"The data folder '{folder}' is in use by another process{ReadHolder(path)}. Stop that process, or give this one its own flexcore.journal.data-folder.",
                error);
        }
        catch (IOException error)
        {
            throw ReadOnly(folder, error);
        }
    }

    public void Dispose() => _file.Dispose();

    private static StoreException ReadOnly(string folder, Exception error) => new(
        StoreFault.ReadOnly,
        folder,
        $"The data folder '{folder}' cannot be written: {error.Message} Give this user write permission, or choose another flexcore.journal.data-folder.",
        error);

    // EWOULDBLOCK on Linux, on macOS, and the sharing violation of Windows.
    private static bool IsHeldByAnother(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    // As the end of a sentence; empty when the holder has not written its pid yet.
    private static string ReadHolder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return int.TryParse(reader.ReadToEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? $" (pid {pid})" : "";
        }
        catch (IOException)
        {
            return " (its pid cannot be read)";
        }
    }
}
