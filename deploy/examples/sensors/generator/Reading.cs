using System.Globalization;
using System.Text;

namespace FlexCore.Examples.Sensors;

/// <summary>What a sensor reports.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Time">When it measured, in ms since the epoch.</param>
/// <param name="Temperature">In °C.</param>
/// <param name="Vibration">In mm/s.</param>
internal readonly record struct Reading(string Sensor, long Time, double Temperature, double Vibration)
{
    /// <summary>The reading as a line of JSON.</summary>
    public byte[] ToLine()
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(Time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"sensor\":\"{Sensor}\",\"at\":\"{time}\",\"temperature\":{Temperature},\"vibration\":{Vibration}}}\n"));
    }
}
