package org.catfollow.systemtests;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerPointer;

/** A video as numbered pictures, by FFmpeg's libraries. */
final class VideoFrames implements AutoCloseable {
    private final Path folder;
    private final AVFormatContext format = new AVFormatContext(null);
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();
    private final AVFrame bgr = avutil.av_frame_alloc();
    private AVCodecContext decoder;
    private SwsContext conversion;
    private int written;

    private VideoFrames(Path folder) {
        this.folder = folder;
    }

    /** Writes every frame of {@code video} into {@code folder} as JPEG; returns how many there are. */
    static int extract(Path video, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (VideoFrames frames = new VideoFrames(folder)) {
            frames.decode(video);
            return frames.written;
        }
    }

    private void decode(Path video) throws IOException {
        done("open", avformat.avformat_open_input(format, video.toString(), null, null));
        done("probe", avformat.avformat_find_stream_info(format, (PointerPointer<?>) null));
        int stream =
                avformat.av_find_best_stream(
                        format, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        done("find a video stream in", stream);
        AVCodec codec = avcodec.avcodec_find_decoder(format.streams(stream).codecpar().codec_id());
        decoder = avcodec.avcodec_alloc_context3(codec);
        done(
                "read parameters of",
                avcodec.avcodec_parameters_to_context(decoder, format.streams(stream).codecpar()));
        done("start to decode", avcodec.avcodec_open2(decoder, codec, (AVDictionary) null));
        while (avformat.av_read_frame(format, packet) >= 0) {
            if (packet.stream_index() == stream) {
                done("decode", avcodec.avcodec_send_packet(decoder, packet));
                writeDecoded();
            }
            avcodec.av_packet_unref(packet);
        }
        // What the decoder still holds back.
        done("decode the end of", avcodec.avcodec_send_packet(decoder, null));
        writeDecoded();
    }

    private void writeDecoded() throws IOException {
        while (avcodec.avcodec_receive_frame(decoder, frame) >= 0) {
            if (conversion == null) {
                startConversion();
            }
            done("convert", swscale.sws_scale_frame(conversion, bgr, frame));
            written++;
            Pictures.write(folder.resolve(String.format("%04d.jpg", written)), picture());
        }
    }

    private void startConversion() {
        conversion =
                swscale.sws_getContext(
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        frame.width(),
                        frame.height(),
                        avutil.AV_PIX_FMT_BGR24,
                        swscale.SWS_BICUBIC,
                        null,
                        null,
                        (DoublePointer) null);
        bgr.format(avutil.AV_PIX_FMT_BGR24);
        bgr.width(frame.width());
        bgr.height(frame.height());
        done("make room for", avutil.av_frame_get_buffer(bgr, 0));
    }

    private BufferedImage picture() {
        BufferedImage picture =
                new BufferedImage(bgr.width(), bgr.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int rowBytes = 3 * bgr.width();
        BytePointer source = new BytePointer(bgr.data(0));
        for (int row = 0; row < bgr.height(); row++) {
            source.position((long) row * bgr.linesize(0)).get(pixels, row * rowBytes, rowBytes);
        }
        return picture;
    }

    private void done(String what, int answer) {
        if (answer < 0) {
            throw new IllegalStateException(
                    "cannot " + what + " the video for " + folder + ": FFmpeg error " + answer);
        }
    }

    @Override
    public void close() {
        swscale.sws_freeContext(conversion);
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(frame);
        avutil.av_frame_free(bgr);
        avcodec.avcodec_free_context(decoder);
        avformat.avformat_close_input(format);
    }
}
