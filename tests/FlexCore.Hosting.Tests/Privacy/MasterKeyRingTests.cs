using FlexCore.Application.Privacy;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Hosting.Privacy;

namespace FlexCore.Hosting.Tests.Privacy;

public sealed class MasterKeyRingTests : IDisposable
{
    private static readonly string Sound = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_member_of_a_cluster_without_a_key_says_what_to_set() =>
        Should.Throw<MasterKeyException>(() => new MasterKeyRing(new PrivacyOptions(), null, static _ => null).Current).Message
            .ShouldBe("No master key is configured, so nothing personal can be written or shown. Set flexcore.privacy.master-key-file, or the environment variable FLEXCORE_MASTER_KEY, to the same keys on every node.");

    [Fact]
    public void The_environment_gives_keys_where_no_file_is_set() =>
        new MasterKeyRing(new PrivacyOptions { MasterKeyVariable = "X" }, null, name => name == "X" ? $"k2:{Sound},k1:{Sound}" : null).Find("k1").Id.ShouldBe("k1");

    [Fact]
    public void A_rotation_is_seen_without_a_restart()
    {
        var path = Write($"k1:{Sound}");
        var ring = new MasterKeyRing(new PrivacyOptions { MasterKeyFile = path }, null, static _ => null);
        ring.Current.Id.ShouldBe("k1");
        File.WriteAllText(path, $"k2:{Sound}\nk1:{Sound}");
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));

        ring.Current.Id.ShouldBe("k2");
        Should.Throw<MasterKeyException>(() => ring.Find("k0")).Message.ShouldContain("There is no master key 'k0'");
    }

    [Fact]
    public void A_missing_file_is_an_error_that_names_it_and_makes_none()
    {
        var path = _folder.File("keys");
        Should.Throw<MasterKeyException>(() => new MasterKeyRing(new PrivacyOptions { MasterKeyFile = path }, _folder.Path, static _ => null).Current).Message.ShouldContain($"'{path}'");
        Directory.EnumerateFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_everybody_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = Write($"k1:{Sound}");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Should.Throw<MasterKeyException>(() => new MasterKeyRing(new PrivacyOptions { MasterKeyFile = path }, null, static _ => null).Current).Message.ShouldContain("chmod 600");
    }

    private string Write(string text)
    {
        var path = _folder.File("keys");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }
}
