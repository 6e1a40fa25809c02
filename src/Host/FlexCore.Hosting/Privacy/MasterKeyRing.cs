using System.Security.Cryptography;
using FlexCore.Application.Privacy;
using FlexCore.Application.Privacy.Keys;

namespace FlexCore.Hosting.Privacy;

/// <summary>The master keys of this node: from a file, from the environment, or from a file that a node with a data folder of its own makes.</summary>
/// <remarks>Thread-safe. Read when first needed and again when the file has changed, so that a rotation needs no restart. Keys are never logged.</remarks>
/// <param name="options">Where they are.</param>
/// <param name="ownFolder">The data folder of a node that is alone; <see langword="null"/> for a member of a cluster, whose nodes must share keys.</param>
/// <param name="variable">Reads an environment variable.</param>
internal sealed class MasterKeyRing(PrivacyOptions options, string? ownFolder, Func<string, string?> variable) : IMasterKeys
{
    /// <summary>The file that is made where nothing is configured.</summary>
    public const string OwnFile = "master.key";

    private readonly Lock _gate = new();
    private IReadOnlyList<MasterKey> _keys = [];
    private DateTime _readOf = DateTime.MinValue;

    /// <inheritdoc/>
    public MasterKey Current => Keys()[0];

    /// <inheritdoc/>
    public MasterKey Find(string id) => Keys().FirstOrDefault(key => key.Id == id) ?? throw new MasterKeyException(
        $"There is no master key '{id}', and values were sealed under it. Add it to {Place()}, behind the current one.");

    private IReadOnlyList<MasterKey> Keys()
    {
        lock (_gate)
        {
            if (options.MasterKeyFile.Length == 0 && variable(options.MasterKeyVariable) is { Length: > 0 } text)
            {
                return _keys.Count > 0 ? _keys : _keys = MasterKeyText.Read(text, Place());
            }

            return FromFile(options.MasterKeyFile.Length > 0 ? options.MasterKeyFile : Own());
        }
    }

    private string Place() => options.MasterKeyFile.Length > 0 ? $"the file '{options.MasterKeyFile}' ({PrivacyOptions.Section}.master-key-file)"
        : variable(options.MasterKeyVariable) is { Length: > 0 } || ownFolder is null ? $"the environment variable {options.MasterKeyVariable}"
        : $"the file '{Path.Combine(ownFolder, OwnFile)}'";

    private IReadOnlyList<MasterKey> FromFile(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                throw new MasterKeyException($"There is no file '{path}' with the master keys. Restore it, or correct {PrivacyOptions.Section}.master-key-file. Nothing personal is written or shown without it.");
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
            {
                throw new MasterKeyException($"Everybody on this machine can read the master keys in '{path}'. Run: chmod 600 '{path}'");
            }

            var changed = File.GetLastWriteTimeUtc(path);
            if (changed != _readOf)
            {
                (_keys, _readOf) = (MasterKeyText.Read(File.ReadAllText(path), Place()), changed);
            }

            return _keys;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master keys in '{path}' cannot be read: {error.Message} Give this user the right to read the file.", error);
        }
    }

    private string Own()
    {
        if (ownFolder is null)
        {
            throw new MasterKeyException(
                $"No master key is configured, so nothing personal can be written or shown. Set {PrivacyOptions.Section}.master-key-file, or the environment variable {options.MasterKeyVariable}, to the same keys on every node.");
        }

        var path = Path.Combine(ownFolder, OwnFile);
        if (!File.Exists(path))
        {
            Make(path);
        }

        return path;
    }

    // Under a name of its own first, so that a crash leaves no half a key. A name that never comes again: a lost key is missed, not mistaken for this one.
    private static void Make(string path)
    {
        var name = $"local-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var text = $"# The master key of this data folder. Without it nothing personal in the folder can be read. Keep a copy elsewhere, not beside backups of the folder.\n{name}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.ByteCount))}\n";
        var partial = $"{path}.partial";
        try
        {
            File.Delete(partial);
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(partial, create))
            using (var writer = new StreamWriter(file))
            {
                writer.Write(text);
                writer.Flush();
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key '{path}' could not be made: {error.Message} Give this user the right to write the folder, or set {PrivacyOptions.Section}.master-key-file.", error);
        }
    }
}
